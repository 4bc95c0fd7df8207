// The layout of every screen, English, on a phone: see layout_walk.mjs.
import { PHONE } from "./browser.mjs";
import { walkScreens } from "./layout_walk.mjs";

walkScreens({ locale: "en", viewport: PHONE });

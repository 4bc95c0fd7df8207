// The layout of every screen, English, wide: see layout_walk.mjs.
import { WIDE } from "./browser.mjs";
import { walkScreens } from "./layout_walk.mjs";

walkScreens({ locale: "en", viewport: WIDE, whole: true });

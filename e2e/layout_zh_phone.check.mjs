// The layout of every screen, Chinese, on a phone: see layout_walk.mjs.
import { PHONE } from "./browser.mjs";
import { walkScreens } from "./layout_walk.mjs";

walkScreens({ locale: "zh", viewport: PHONE, whole: true });

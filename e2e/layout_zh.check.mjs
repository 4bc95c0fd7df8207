// The layout of every screen, Chinese, wide: see layout_walk.mjs.
import { WIDE } from "./browser.mjs";
import { walkScreens } from "./layout_walk.mjs";

walkScreens({ locale: "zh", viewport: WIDE });

import { App, ConfigProvider, theme as antTheme } from "antd";
import dayjs from "dayjs";
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from "react";
import { languageOf } from "../words/languages";
import { useReader } from "../words/Reader";
import "./base.css";
import { LoadingOutlined } from "./icons";
import {
  densities,
  type Density,
  elevations,
  fontFamily,
  type Mode,
  motion,
  palettes,
  radius,
  tones,
  type,
} from "./tokens";
import { mediaHook } from "./useMedia";

/**
 * Beginning and end of a button's own sign of waiting are transitions of its width. An answer that comes before the first
 * frame leaves nothing to move, its end is never told, and the sign stays, in the button's name as well. A sign without
 * transitions is gone with what it stands for. Waves behind pressed buttons stay in the page for the same reason.
 */
const buttons = { autoInsertSpace: false, loadingIcon: <LoadingOutlined /> };
const waves = { disabled: true };

export type Choice = Mode | "system";
const KEPT = "qm.theme";
const KEPT_DENSITY = "qm.density";

interface Theme {
  mode: Mode;
  choice: Choice;
  choose(choice: Choice): void;
  density: Density;
  chooseDensity(density: Density): void;
}

const Context = createContext<Theme>({
  mode: "light",
  choice: "system",
  choose: () => undefined,
  density: "comfortable",
  chooseDensity: () => undefined,
});
export const useMode = () => useContext(Context);

const useSystemDark = mediaHook("(prefers-color-scheme: dark)");

function kept(): Choice {
  const value = localStorage.getItem(KEPT);
  return value === "light" || value === "dark" ? value : "system";
}

function keptDensity(): Density {
  return localStorage.getItem(KEPT_DENSITY) === "compact" ? "compact" : "comfortable";
}

function paint(mode: Mode) {
  const root = document.documentElement;
  root.dataset.theme = mode;
  root.style.colorScheme = mode;
  document.querySelector("meta[name=theme-color]")?.setAttribute("content", palettes[mode].canvas);
  for (const [name, value] of Object.entries(palettes[mode])) root.style.setProperty(`--qm-${name}`, value);
  for (const [name, shadow] of Object.entries(elevations[mode])) {
    root.style.setProperty(`--qm-shadow-${name}`, shadow);
  }
  for (const [name, tone] of Object.entries(tones[mode])) {
    root.style.setProperty(`--qm-tone-${name}`, tone.text);
    root.style.setProperty(`--qm-tone-${name}-ground`, tone.ground);
  }
}

export function ThemeProvider({ children }: { children: ReactNode }) {
  const { locale } = useReader();
  const [choice, setChoice] = useState<Choice>(kept);
  const system: Mode = useSystemDark() ? "dark" : "light";
  const [density, setDensity] = useState<Density>(keptDensity);
  const mode = choice === "system" ? system : choice;

  useLayoutEffect(() => paint(mode), [mode]);
  useLayoutEffect(() => {
    document.documentElement.style.setProperty("--qm-row", `${densities[density].row}px`);
  }, [density]);
  const { ant: written, days } = languageOf(locale);
  dayjs.locale(days);

  const value = useMemo<Theme>(
    () => ({
      mode,
      choice,
      choose: (next) => {
        localStorage.setItem(KEPT, next);
        setChoice(next);
      },
      density,
      chooseDensity: (next) => {
        localStorage.setItem(KEPT_DENSITY, next);
        setDensity(next);
      },
    }),
    [mode, choice, density],
  );

  const palette = palettes[mode];
  const ant = useMemo(
    () => ({
      algorithm: mode === "dark" ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
      token: {
        colorPrimary: palette.accent,
        colorPrimaryHover: palette.accentHover,
        colorLink: palette.link,
        colorError: palette.danger,
        colorErrorHover: palette.dangerHover,
        colorErrorText: palette.danger,
        colorBgBase: palette.canvas,
        colorBgContainer: palette.canvas,
        colorBgElevated: palette.raised,
        colorText: palette.text,
        colorTextSecondary: palette.muted,
        colorTextTertiary: palette.muted,
        colorTextDescription: palette.muted,
        colorTextPlaceholder: mode === "dark" ? "#8a94a5" : "#656e7e",
        colorTextDisabled: mode === "dark" ? "#6b7585" : "#98a1af",
        colorBorder: palette.strong,
        colorBorderSecondary: palette.line,
        colorSplit: palette.line,
        borderRadius: radius,
        fontSize: type.base,
        fontFamily,
        controlHeight: densities[density].input,
        controlHeightLG: 36,
        // The least that a finger hits.
        controlHeightSM: 24,
        fontSizeLG: type.base,
        paddingLG: 20,
        paddingContentHorizontalLG: 20,
        motionDurationMid: `${motion.answer}ms`,
        motionDurationSlow: `${motion.appear}ms`,
      },
      components: {
        Button: {
          fontWeight: 500,
          primaryShadow: "none",
          defaultShadow: "none",
          dangerShadow: "none",
          dangerColor: palette.onDanger,
          defaultHoverColor: palette.link,
          defaultHoverBorderColor: palette.link,
        },
        // What is chosen in a menu is read as a link is: the accent is a ground, and too dark for words in the dark.
        Dropdown: { colorPrimary: palette.link, controlItemBgActive: palette.selected },
        Form: { itemMarginBottom: densities[density].field, verticalLabelPadding: "0 0 4px" },
        // In the dark its own ground would be darker than the page, and what is chosen nearly as dark.
        Segmented: {
          trackBg: tones[mode].grey?.ground,
          itemColor: tones[mode].grey?.text,
          itemHoverColor: palette.text,
          itemSelectedColor: palette.text,
          itemSelectedBg: palette.chosen,
        },
        Skeleton: { gradientFromColor: tones[mode].grey?.ground, gradientToColor: palette.line },
        Tooltip: { maxWidth: 360 },
      },
    }),
    [mode, palette, density],
  );

  return (
    <Context.Provider value={value}>
      <ConfigProvider locale={written} theme={ant} button={buttons} wave={waves}>
        <App component={false}>{children}</App>
      </ConfigProvider>
    </Context.Provider>
  );
}

import ant from "antd/locale/en_GB";
import "dayjs/locale/en-gb";
import words from "./en.json";
import type { Language } from "./languages";

export const language: Language = { words, ant, days: "en-gb" };

import ant from "antd/locale/zh_CN";
import "dayjs/locale/zh-cn";
import type { Language } from "./languages";
import words from "./zh.json";

export const language: Language = { words, ant, days: "zh-cn" };

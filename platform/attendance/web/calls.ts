import { rawJson } from "@shell/api/client";
import type { Month } from "./types";

interface Asked {
  month?: string;
  unit?: string;
  after?: string;
}

export function getMonth(asked: Asked): Promise<Month> {
  const given = Object.entries(asked).filter((pair): pair is [string, string] => !!pair[1]);
  const query = new URLSearchParams(given).toString();
  return rawJson<Month>(`/attendance${query ? `?${query}` : ""}`);
}

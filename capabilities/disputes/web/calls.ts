import { rawJson } from "@shell/api/client";
import type { History } from "./types";

export const getHistory = (id: string) => rawJson<History>(`/disputes/${id}/history`);

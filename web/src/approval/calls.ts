import { jsonInit, rawJson } from "../api/client";
import type { Act } from "./ask";
import type { Drawn, Line } from "./types";

export const drawRoute = (act: Act) => rawJson<Drawn>("/approvals/draw", jsonInit("POST", act));

export const sendAct = (act: Act, reason: string | undefined, key: string) => {
  const init = jsonInit("POST", reason ? { ...act, reason } : act);
  return rawJson<{ id: string; step: string | null }>("/approvals/send", {
    ...init,
    headers: { ...init.headers, "Idempotency-Key": key },
  });
};

export const getAbout = (noun: string, id: string) =>
  rawJson<{ requests?: Line[] }>(`/approvals/about/${noun}/${id}`);

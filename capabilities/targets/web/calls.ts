import { jsonInit, rawJson } from "@shell/api/client";
import type {
  Attainment,
  Checks,
  Comparison,
  Course,
  Done,
  Edit,
  Grid,
  Mine,
  Publication,
  Reason,
  Rest,
  Settings,
  Talking,
  Took,
} from "./types";

const of = (plan: string, what: string) => `/target_plans/${plan}/${what}`;
const posted = <T>(path: string, body: unknown) => rawJson<T>(path, jsonInit("POST", body));

export const getGrid = (plan: string) => rawJson<Grid>(of(plan, "grid"));
export const getWhy = (plan: string, node: string) => rawJson<Reason[]>(of(plan, `places/${node}/why`));
export const sendEdits = (plan: string, changes: number, edits: Edit[]) =>
  posted<Done>(of(plan, "edits"), { changes, edits });
export function sendFile(plan: string, file: File): Promise<Took> {
  const form = new FormData();
  form.append("file", file, file.name);
  return rawJson<Took>(of(plan, "grid"), { method: "POST", body: form });
}
export const drawUp = (plan: string) => posted<{ places: number }>(of(plan, "draw"), {});
export const handDown = (plan: string) => posted<{ places: number }>(of(plan, "hand_down"), {});
export const getComparison = (plan: string, other: string) =>
  rawJson<Comparison>(of(plan, `comparison?with=${other}`));
export const getSettings = (plan: string) => rawJson<Settings>(of(plan, "settings"));
export const saveSettings = (plan: string, body: Record<string, unknown>) =>
  posted<{ version: number }>(of(plan, "settings"), body);
export const getPublication = (plan: string, from?: string) =>
  rawJson<Publication>(of(plan, `publication${from ? `?from=${from}` : ""}`));
/** What planning the days from one of them on anew would do. */
export function getRest(plan: string, from?: string, total?: string): Promise<Rest> {
  const asked = new URLSearchParams({ ...(from ? { from } : {}), ...(total ? { total } : {}) });
  return rawJson<Rest>(of(plan, `rest${asked.size > 0 ? `?${asked}` : ""}`));
}
export const planAnew = (
  plan: string,
  body: { from: string; total?: string; name?: string; keep?: boolean },
) => posted<{ plan: string; name: string; places: number }>(of(plan, "rest"), body);
export const getChecks = (plan: string) => rawJson<Checks>(of(plan, "checks"));
export const getAttainment = (plan: string, day?: string) =>
  rawJson<Attainment>(of(plan, `attainment${day ? `?day=${day}` : ""}`));
export const getCourse = (plan: string, node: string) => rawJson<Course>(of(plan, `places/${node}/course`));
export const getMine = (day?: string) =>
  rawJson<{ day: string; targets: Mine[]; talks?: Talking[] }>(`/targets/mine${day ? `?day=${day}` : ""}`);

import { useQuery } from "@tanstack/react-query";
import { listRows } from "@shell/api/calls";
import type { CellProps } from "@shell/capability";
import { Tone } from "@shell/resource/Cell";
import { stageTones } from "./stage";

const fields = "meaning,position,pipeline_id";

export default function StageCell({ value, label }: CellProps) {
  // One question for all cells; stages hardly ever change.
  const tones = useQuery({
    queryKey: ["rows", "stages", "tones"],
    queryFn: ({ signal }) => listRows("stages", { limit: 500, fields }, signal),
    staleTime: 5 * 60_000,
    select: (page) => stageTones(page.rows),
  }).data;
  if (value === null || value === undefined) return <span className="muted">–</span>;
  return <Tone tone={tones?.get(String(value))}>{label ?? "…"}</Tone>;
}

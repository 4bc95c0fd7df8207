import { useQuery } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import { useEffect, useEffectEvent } from "react";
import { cancelJob, getJob } from "../api/calls";
import { BASE } from "../api/client";
import type { Job } from "../api/types";
import { useReader } from "../words/Reader";

const LIVE = (job: Job | undefined) => !job || job.state === "waiting" || job.state === "running";

/** A job's state, asked for until it ends. */
export function useJob(id: string | undefined, ended?: (job: Job) => void) {
  const found = useQuery({
    queryKey: ["job", id],
    queryFn: () => getJob(id ?? ""),
    enabled: !!id,
    refetchInterval: (query) => (LIVE(query.state.data) ? 700 : false),
  });
  const over = found.data && !LIVE(found.data) ? found.data.state : undefined;
  const tell = useEffectEvent(() => {
    if (found.data) ended?.(found.data);
  });
  useEffect(() => {
    if (over) tell();
  }, [over]);
  return found;
}

/** How far a job is, what went wrong in it, and a way to stop it. */
export function JobProgress({ id, ended }: { id: string; ended?: (job: Job) => void }) {
  const { say, format } = useReader();
  const job = useJob(id, ended).data;
  const live = LIVE(job);
  const percent = job?.total ? Math.floor((job.done / job.total) * 100) : job && !live ? 100 : 0;
  return (
    <div aria-live="polite">
      <Progress
        percent={percent}
        size="small"
        status={
          job?.state === "failed"
            ? "exception"
            : live
              ? "active"
              : job?.state === "done"
                ? "success"
                : "normal"
        }
        aria-label={say("job.progress")}
      />
      <div style={{ display: "flex", gap: 12, alignItems: "center" }}>
        <span className="muted">
          {job
            ? say(`job.${job.state}`, {
                done: format.number(job.done, 0),
                total: job.total === null ? "?" : format.number(job.total, 0),
              })
            : say("job.waiting")}
        </span>
        {job && job.errors > 0 && (
          <span style={{ color: "var(--qm-danger)" }}>
            {say("job.errors", { n: format.number(job.errors, 0) })}
          </span>
        )}
        {job?.error_file && <a href={errorFile(job)}>{say("job.errors.file")}</a>}
        {live && job && (
          <Button size="small" type="link" danger onClick={() => void cancelJob(id)}>
            {say("job.cancel")}
          </Button>
        )}
      </div>
    </div>
  );
}

function errorFile(job: Job): string {
  const url = job.error_file ?? "";
  return url.startsWith("/") && !url.startsWith("//") ? url : `${BASE}/jobs/${job.id}/errors`;
}

import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { useBook, useReader } from "@shell/words/Reader";
import { getChecks } from "./calls";
import styles from "./Checks.module.css";
import { counted } from "./severities";
import { Findings } from "./Findings";
import { book } from "./words";

/** As many as one reads before pressing a button. */
const SHOWN = 5;

/** What was found of a plan, the gravest first, for whoever is about to publish it. It warns and holds nobody back. */
export function PublishChecks({ id, version }: { id: string; version: unknown }) {
  const say = useBook(book);
  const { format, locale } = useReader();
  const found = useQuery({
    queryKey: ["target-checks", id, "publish", version, locale],
    queryFn: () => getChecks(id),
    retry: false,
  });
  // Somebody may publish who may not look at the past, and a plan is not held up by a question that failed.
  if (found.error) return <p className="muted">{say("checks.failed")}</p>;
  if (!found.data) return <p className="muted">{say("checks.busy")}</p>;
  const { findings, places, more } = found.data;
  if (findings.length === 0) return <Alert type="success" showIcon title={say("checks.none")} />;
  const counts = counted(findings);
  const rest = findings.length - SHOWN + more;
  return (
    <section className={styles.before} aria-label={say("publish.checks")}>
      <Alert
        type={counts.serious > 0 ? "error" : counts.warning > 0 ? "warning" : "info"}
        showIcon
        title={say("checks.sum", {
          n: format.number(places),
          serious: format.number(counts.serious),
          warning: format.number(counts.warning),
          notice: format.number(counts.notice),
        })}
      />
      <Findings findings={findings.slice(0, SHOWN)} />
      {rest > 0 && <p className="muted">{say("checks.more", { n: format.number(rest) })}</p>}
    </section>
  );
}

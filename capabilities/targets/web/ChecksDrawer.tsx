import { useQuery } from "@tanstack/react-query";
import { Button, Drawer } from "antd";
import { useState } from "react";
import { usePhone } from "@shell/resource/usePhone";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useBook, useReader } from "@shell/words/Reader";
import { exact } from "./amounts";
import { getChecks } from "./calls";
import styles from "./Checks.module.css";
import { counted, ofAspect } from "./severities";
import { Findings } from "./Findings";
import { Quotas } from "./Quotas";
import type { Grid } from "./types";
import { digitsOf } from "./useView";
import { book } from "./words";

interface Props {
  grid: Grid;
  go: (node: string) => void;
  close: () => void;
}

/** Whether the plan can be asked of people, beside its table: each finding leads to its place. */
export default function ChecksDrawer({ grid, go, close }: Props) {
  const say = useBook(book);
  const { format, locale } = useReader();
  const phone = usePhone();
  const [aspect, setAspect] = useState<string>();
  const found = useQuery({
    // Every change of the plan is another plan to look at.
    queryKey: ["target-checks", grid.plan, grid.changes, locale],
    queryFn: () => getChecks(grid.plan),
    placeholderData: (before) => before,
    retry: false,
  });
  const checks = found.data;
  const amount = (value: number) =>
    grid.currency
      ? format.money({ amount: exact(value, { digits: digitsOf(grid.currency) }), currency: grid.currency })
      : format.number(exact(value, { digits: 4 }));
  const leave = (node: string) => {
    // On a phone the table lies below.
    if (phone) close();
    go(node);
  };
  const counts = counted(checks?.findings ?? []);
  return (
    <Drawer
      open
      mask={phone}
      onClose={close}
      size={520}
      title={say("checks")}
      styles={{ wrapper: { maxWidth: "100vw" } }}
    >
      {found.error && !checks ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : !checks ? (
        <Waiting lines={8} />
      ) : (
        <div className={styles.checks} aria-busy={found.isFetching}>
          <p role="status">
            {say("checks.sum", {
              n: format.number(checks.places),
              serious: format.number(counts.serious),
              warning: format.number(counts.warning),
              notice: format.number(counts.notice),
            })}
          </p>
          <div className={styles.aspects} role="group" aria-label={say("checks.aspects")}>
            {checks.aspects.map((one) => (
              <Button
                key={one.name}
                size="small"
                aria-pressed={aspect === one.name}
                type={aspect === one.name ? "primary" : "default"}
                data-worst={one.worst ?? "none"}
                onClick={() => setAspect(aspect === one.name ? undefined : one.name)}
              >
                {one.label} {format.number(one.findings)}
              </Button>
            ))}
          </div>
          {checks.findings.length === 0 ? (
            <Nothing title={say("checks.none")} hint={say("checks.none.hint")} />
          ) : (
            <Findings findings={ofAspect(checks, aspect)} go={leave} />
          )}
          {checks.more > 0 && (
            <p className="muted">{say("checks.more", { n: format.number(checks.more) })}</p>
          )}
          <Quotas checks={checks} amount={amount} />
        </div>
      )}
    </Drawer>
  );
}

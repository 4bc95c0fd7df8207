import type { ReactNode } from "react";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Sheet.module.css";
import type { Decision, Whole } from "./types";
import { book } from "./words";

/** A sheet as people read it, on the screen and on paper. */
export function SheetView({ sheet }: { sheet: Whole }) {
  const say = useBook(book);
  const { format } = useReader();
  const facts: [string, string | null][] = [
    [say("sheet.code"), sheet.code],
    [say("sheet.reports_to"), sheet.reports_to],
    [say("sheet.stage"), sheet.stage],
    [say("sheet.tier"), sheet.tier],
    [say("sheet.industry"), sheet.industry],
    [say("sheet.unit"), sheet.unit],
    [say("sheet.products"), sheet.products],
  ];
  const share = (value: number) => format.ratio(value / 100, Number.isInteger(value) ? 0 : 2);
  const limits = (right: Decision) => {
    const said = [
      right.amount && `≤ ${format.money(right.amount)}`,
      right.percentage !== null && `≤ ${share(right.percentage)}`,
      right.margin !== null && say("sheet.margin", { percent: share(right.margin) }),
    ].filter((one) => typeof one === "string");
    return said.length > 0 ? said : [say("sheet.no_limit")];
  };
  const named = (rows: Whole["internal"]) => rows.map((row) => [row.name, row.purpose]);
  return (
    <article className={styles.sheet} aria-label={sheet.name}>
      <header>
        <h1>{sheet.name}</h1>
        <p className="muted">
          {[
            sheet.edition !== null &&
              say("sheet.edition", { edition: sheet.edition, state: sheet.state ?? "" }),
            sheet.from &&
              (sheet.to
                ? say("sheet.span", { from: format.date(sheet.from), to: format.date(sheet.to) })
                : say("sheet.since", { from: format.date(sheet.from) })),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </header>
      <dl className={styles.facts}>
        {facts.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <Text title={say("sheet.mission")} text={sheet.mission} />
      <Rows
        title={say("sheet.duties")}
        heads={[say("sheet.duty"), say("sheet.tasks"), say("sheet.result")]}
        rows={sheet.duties.map((duty) => [duty.name, duty.tasks, duty.result])}
      />
      <Text title={say("sheet.authority")} text={sheet.authority} />
      <Rows
        title={say("sheet.rights")}
        heads={[say("sheet.about"), say("sheet.may"), say("sheet.limits"), say("sheet.where")]}
        rows={sheet.rights.map((right) => [
          right.kind_label,
          right.act_label,
          <Lines key="limits" lines={limits(right)} />,
          <Lines key="where" lines={[right.place, ...right.narrowed]} />,
        ])}
      />
      <Rows
        title={say("sheet.internal")}
        heads={[say("sheet.whom"), say("sheet.purpose")]}
        rows={named(sheet.internal)}
      />
      <Rows
        title={say("sheet.external")}
        heads={[say("sheet.whom"), say("sheet.purpose")]}
        rows={named(sheet.external)}
      />
      <Text title={say("sheet.records")} text={sheet.records} />
      <Text title={say("sheet.tools")} text={sheet.tools} />
      <Text title={say("sheet.education")} text={sheet.education} />
      <Text title={say("sheet.experience")} text={sheet.experience} />
      <Text title={say("sheet.training")} text={sheet.training} />
      <Rows
        title={say("sheet.competencies")}
        heads={[say("sheet.competency"), say("sheet.level"), say("sheet.weight"), say("sheet.described")]}
        rows={sheet.competencies.map((one) => [one.name, one.level, one.weight, one.described])}
      />
      <Rows
        title={say("sheet.kpis")}
        heads={[say("sheet.kpi"), say("sheet.weight"), say("sheet.standard"), say("sheet.number")]}
        rows={sheet.kpis.map((kpi) => [
          kpi.name,
          kpi.weight === null ? null : format.ratio(kpi.weight / 100, Number.isInteger(kpi.weight) ? 0 : 2),
          kpi.standard,
          kpi.metric_label ?? kpi.metric,
        ])}
      />
      <div className={styles.signatures}>
        <p>{say("sheet.holder")}</p>
        <p>{say("sheet.manager")}</p>
      </div>
    </article>
  );
}

function Text({ title, text }: { title: string; text: string | null }) {
  if (!text) return null;
  return (
    <section>
      <h2>{title}</h2>
      {text.split("\n").map((line) => (
        <p key={line}>{line}</p>
      ))}
    </section>
  );
}

function Lines({ lines }: { lines: string[] }) {
  return lines.map((line) => <div key={line}>{line}</div>);
}

function Rows({ title, heads, rows }: { title: string; heads: string[]; rows: ReactNode[][] }) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <div className={styles.scroll}>
        <table>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                {row.map((cell, column) =>
                  column === 0 ? (
                    <th key={column} scope="row">
                      {cell}
                    </th>
                  ) : (
                    <td key={column}>{cell}</td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Input, Radio, Space } from "antd";
import { useState } from "react";
import { Tone } from "@shell/resource/Cell";
import { useBook, useReader } from "@shell/words/Reader";
import { getProblems } from "./calls";
import styles from "./Imports.module.css";
import { aliased } from "./mapping";
import type { DateOrder, Import, Options, Problem, Profile } from "./types";
import { book } from "./words";

interface Props {
  one: Import;
  busy: boolean;
  /** Absent when nothing can be changed any more. */
  save?: (mapping: { profile?: Profile; options?: Options }) => Promise<void>;
}

const UNCLEAR_DATES = "imports.date_order_unclear";
const UNCLEAR_NUMBERS = "imports.number_style_unclear";
/** Values that stand for something else may be given their meaning here. */
const MEANT = ["imports.not_found", "imports.not_a_choice", "imports.found_twice"];

/** Everything that is wrong, where, and how to mend it; what can be mended here is. */
export function Problems({ one, busy, save }: Props) {
  const say = useBook(book);
  const { locale, format } = useReader();
  const found = useQuery({
    queryKey: ["import-problems", one.id, one.state, locale],
    queryFn: () => getProblems(one.id),
  });
  const problems = found.data?.problems ?? [];
  const has = (code: string) => code in one.report.counts;
  const option = (options: Options) => void save?.({ options: { ...one.options, ...options } });
  return (
    <section className={styles.section} aria-label={say("problems")}>
      <h2>
        {say("problems")}{" "}
        {one.report.errors > 0 && (
          <Tone tone="red">{say("problems.errors", { n: format.number(one.report.errors, 0) })}</Tone>
        )}{" "}
        {one.report.notices > 0 && (
          <Tone tone="amber">{say("problems.notices", { n: format.number(one.report.notices, 0) })}</Tone>
        )}
      </h2>
      {save && (has(UNCLEAR_DATES) || one.options.date_order) && (
        <div className={styles.ask}>
          <strong>{say("date_order")}</strong>
          <p className="muted">{say("date_order.hint")}</p>
          <Radio.Group
            disabled={busy}
            value={one.options.date_order ?? undefined}
            options={(["dmy", "mdy", "ymd"] as const).map((order) => ({
              value: order,
              label: say(`date_order.${order}`),
            }))}
            onChange={(event) => option({ date_order: event.target.value as DateOrder })}
          />
        </div>
      )}
      {save && (has(UNCLEAR_NUMBERS) || one.options.decimal) && (
        <div className={styles.ask}>
          <strong>{say("decimal")}</strong>
          <Radio.Group
            disabled={busy}
            value={one.options.decimal ?? undefined}
            options={(["point", "comma"] as const).map((mark) => ({
              value: mark,
              label: say(`decimal.${mark}`),
            }))}
            onChange={(event) => option({ decimal: event.target.value as "point" | "comma" })}
          />
        </div>
      )}
      {save && (one.report.errors > 0 || one.options.leave_out) && (
        <p style={{ marginBottom: 12 }}>
          <Checkbox
            disabled={busy}
            checked={one.options.leave_out ?? false}
            onChange={(event) => option({ leave_out: event.target.checked })}
          >
            {say("leave_out")}
          </Checkbox>
        </p>
      )}
      {problems.length === 0 ? (
        <p className="muted">{say("problems.none")}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{say("file")}</th>
                <th scope="col" data-number>
                  {say("row")}
                </th>
                <th scope="col">{say("column")}</th>
                <th scope="col">{say("what")}</th>
                <th scope="col">{say("fix")}</th>
              </tr>
            </thead>
            <tbody>
              {problems.map((problem, at) => (
                // A list of what was found has no ids; it is replaced as a whole.
                <tr key={at}>
                  <td>{problem.file}</td>
                  <td data-number>{problem.row}</td>
                  <td>{problem.column}</td>
                  <td style={{ color: problem.weight === "error" ? "var(--qm-danger)" : undefined }}>
                    {problem.detail}
                  </td>
                  <td>
                    {problem.fix}
                    {save && MEANT.includes(problem.code) && problem.column && problem.value && (
                      <Meaning
                        problem={problem}
                        busy={busy}
                        keep={(meaning) =>
                          void save({
                            profile: aliased(one.profile, problem.column ?? "", problem.value ?? "", meaning),
                          })
                        }
                      />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Meaning({
  problem,
  busy,
  keep,
}: {
  problem: Problem;
  busy: boolean;
  keep: (meaning: string) => void;
}) {
  const say = useBook(book);
  const [text, setText] = useState(problem.suggestion ?? "");
  const label = say("alias", { value: problem.value ?? "" });
  return (
    <Space.Compact style={{ display: "flex", marginTop: 4, maxWidth: 320 }}>
      <Input
        size="small"
        value={text}
        placeholder={label}
        aria-label={label}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={() => text && keep(text)}
      />
      <Button size="small" disabled={!text || busy} onClick={() => keep(text)}>
        {say("alias.keep")}
      </Button>
    </Space.Compact>
  );
}

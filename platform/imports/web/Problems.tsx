import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Radio } from "antd";
import { useState } from "react";
import { Tone } from "@shell/resource/Cell";
import { usePhone } from "@shell/resource/usePhone";
import { Waiting } from "@shell/shell/States";
import { useBook, useReader } from "@shell/words/Reader";
import { getProblems } from "./calls";
import styles from "./Imports.module.css";
import { Mend } from "./Mend";
import { fixesOf, isCell, keyOf, mayMean, typed, type Pending } from "./mending";
import type { DateOrder, Fixes, Import, Options, Problem } from "./types";
import { book } from "./words";

interface Props {
  one: Import;
  busy: boolean;
  /** Absent when nothing can be changed any more. */
  save?: (mapping: { options?: Options }) => Promise<void>;
  fix?: (fixes: Fixes) => Promise<void>;
}

const UNCLEAR_DATES = "imports.date_order_unclear";
const UNCLEAR_NUMBERS = "imports.number_style_unclear";

/** Everything that is wrong, where, and how to mend it; what can be mended here is. */
export function Problems({ one, busy, save, fix }: Props) {
  const say = useBook(book);
  const { locale, format } = useReader();
  const phone = usePhone();
  const found = useQuery({
    queryKey: ["import-problems", one.id, one.state, locale],
    queryFn: () => getProblems(one.id),
    placeholderData: keepPreviousData,
  });
  const problems = found.data?.problems ?? [];
  const [pending, setPending] = useState<Pending>({});
  const typedSo = Object.keys(pending).length;
  const apply = async () => {
    if (!fix || typedSo === 0) return;
    await fix(fixesOf(problems, pending));
    setPending({});
  };
  const has = (code: string) => code in one.report.counts;
  // A problem names the table that the profile made of the file; people know the file.
  const fileName = (table: string | undefined) =>
    one.report.files.find((file) => file.table === table)?.name ?? table;
  const mend = (problem: Problem) =>
    fix &&
    (isCell(problem, one.profile) || mayMean(problem)) && (
      <Mend
        problem={problem}
        mended={pending[keyOf(problem)]}
        busy={busy}
        cell={isCell(problem, one.profile)}
        elsewhere={mayMean(problem)}
        type={(mended) => setPending((all) => typed(all, problem, mended))}
        apply={() => void apply()}
      />
    );
  const option = (options: Options) => void save?.({ options: { ...one.options, ...options } });
  if (found.isPending) return <Waiting lines={3} />;
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
      {fix && typedSo > 0 && (
        <p className={styles.apply}>
          <Button type="primary" loading={busy} onClick={() => void apply()}>
            {say("mend.apply", { n: format.number(typedSo, 0) })}
          </Button>
          <span className="muted">{say("mend.keys")}</span>
        </p>
      )}
      {problems.length === 0 ? (
        <p className="muted">{say("problems.none")}</p>
      ) : phone ? (
        <ul className={styles.cards} data-mends>
          {problems.map((problem, at) => (
            // A list of what was found has no ids; it is replaced as a whole.
            <li key={at}>
              <div className={styles.cardHead}>
                <strong>{problem.column ?? fileName(problem.file)}</strong>
                {problem.row && (
                  <span className="muted">{say("row.n", { n: format.number(problem.row, 0) })}</span>
                )}
              </div>
              {problem.column && one.files.length > 1 && (
                <p className={styles.samples}>{fileName(problem.file)}</p>
              )}
              <p className={problem.weight === "error" ? styles.wrong : undefined}>{problem.detail}</p>
              <p className="muted">{problem.fix}</p>
              {mend(problem)}
            </li>
          ))}
        </ul>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table} data-mends>
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
                <tr key={at}>
                  <td>{fileName(problem.file)}</td>
                  <td data-number>{problem.row && format.number(problem.row, 0)}</td>
                  <td>{problem.column}</td>
                  <td className={problem.weight === "error" ? styles.wrong : undefined}>{problem.detail}</td>
                  <td>
                    {problem.fix}
                    {mend(problem)}
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

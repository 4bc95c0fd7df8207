import { Alert } from "antd";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Agreements.module.css";
import { figure } from "./figures";
import type { Clause, Kpi, Whole } from "./types";
import { book } from "./words";

/** The agreement's text: both sides, targets, rules, terms, rights and duties. */
export function Text({ whole }: { whole: Whole }) {
  const say = useBook(book);
  const { format } = useReader();
  const money = (value: number) => figure(format, value, "money", whole.currency);
  const expenses = [
    whole.expense_cap !== null && say("expenses.cap", { cap: money(whole.expense_cap) }),
    whole.above_cap,
  ].filter(Boolean);
  return (
    <>
      <Notice whole={whole} />
      {whole.news && (
        <div className={styles.news}>
          <strong>{say("news")}</strong>
          <p>{whole.news}</p>
        </div>
      )}
      <dl className={styles.sides}>
        <Side label={say("party")} name={whole.party?.name} more={whole.unit?.name ?? say("in.person")} />
        <Side label={say("superior")} name={whole.superior?.name} />
        <Side label={say("period")} name={`${format.date(whole.from)} – ${format.date(whole.to)}`} />
      </dl>
      {whole.base !== null && (
        <dl className={styles.aim}>
          <div>
            <dt>{say("base")}</dt>
            <dd>{figure(format, whole.base, whole.measure, whole.currency)}</dd>
          </div>
          {whole.stretch !== null && (
            <div>
              <dt>{say("stretch")}</dt>
              <dd>{figure(format, whole.stretch, whole.measure, whole.currency)}</dd>
            </div>
          )}
        </dl>
      )}
      {whole.scope && <Section title={say("scope")}>{whole.scope}</Section>}
      <Kpis whole={whole} />
      <Months whole={whole} />
      {expenses.length > 0 && <Section title={say("expenses")}>{expenses.join("\n")}</Section>}
      {whole.pay && <Section title={say("pay")}>{whole.pay}</Section>}
      <Clauses clauses={whole.clauses} />
      <Signatures whole={whole} />
    </>
  );
}

function Side({ label, name, more }: { label: string; name?: string; more?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <strong>{name ?? "—"}</strong>
        {more && <span className="muted">{more}</span>}
      </dd>
    </div>
  );
}

function Section({ title, children }: { title: string; children: string }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h2>{title}</h2>
      <p>{children}</p>
    </section>
  );
}

/** What is to be known before one relies on it. */
function Notice({ whole }: { whole: Whole }) {
  const say = useBook(book);
  const { format } = useReader();
  const told = {
    draft: whole.weights === 100 ? say("notice.draft") : say("notice.weights", { sum: whole.weights }),
    issued: whole.sign_by
      ? say(whole.sign_by < whole.today ? "notice.late" : "notice.issued", {
          party: whole.party?.name ?? "",
          day: format.date(whole.sign_by),
        })
      : undefined,
    accepted: say("notice.accepted", { superior: whole.superior?.name ?? "" }),
    reserved: say("notice.reserved", { superior: whole.superior?.name ?? "" }),
    disputed: say("notice.disputed"),
    countersigned: say("notice.countersigned", { day: format.date(whole.counts_from ?? whole.from) }),
    in_force: undefined,
    replaced: say("notice.replaced", { day: format.date(whole.counts_to ?? whole.to) }),
    ended: say("notice.ended", { day: format.date(whole.counts_to ?? whole.to) }),
    withdrawn: say("notice.withdrawn"),
  }[whole.state];
  if (whole.moved_out) {
    const names = { party: whole.party?.name ?? "", unit: whole.unit?.name ?? "" };
    const signed = whole.state === "in_force" || whole.state === "countersigned";
    return (
      <Alert
        showIcon
        className={styles.notice}
        type="warning"
        title={say(signed ? "notice.moved.signed" : "notice.moved", names)}
      />
    );
  }
  if (!told) return null;
  const late = whole.state === "issued" && !!whole.sign_by && whole.sign_by < whole.today;
  const warns = late || ["disputed", "reserved", "replaced", "withdrawn"].includes(whole.state);
  return (
    <Alert
      showIcon
      className={styles.notice}
      type={warns ? "warning" : "info"}
      title={told}
      description={whole.ended_because ?? undefined}
    />
  );
}

function Kpis({ whole }: { whole: Whole }) {
  const say = useBook(book);
  return (
    <section className={styles.section} aria-label={say("kpis")}>
      <h2>{say("kpis")}</h2>
      {whole.kpis.length === 0 ? (
        <p className="muted">{say("kpis.none")}</p>
      ) : (
        <ol className={styles.kpis}>
          {whole.kpis.map((kpi) => (
            <OneKpi key={kpi.id} kpi={kpi} currency={whole.currency} />
          ))}
        </ol>
      )}
    </section>
  );
}

function OneKpi({ kpi, currency }: { kpi: Kpi; currency: string }) {
  const say = useBook(book);
  const { format } = useReader();
  return (
    <li>
      <div className={styles.kpi}>
        <strong>{kpi.title}</strong>
        <span className={styles.points}>{say("points", { n: format.number(kpi.full) })}</span>
      </div>
      {kpi.target !== null && (
        <div className={styles.targets}>
          <span>
            {say("target")} <b>{figure(format, kpi.target, kpi.measure, currency)}</b>
          </span>
          {kpi.stretch !== null && (
            <span>
              {say("stretch")} <b>{figure(format, kpi.stretch, kpi.measure, currency)}</b>
            </span>
          )}
        </div>
      )}
      <p>{kpi.rule}</p>
      {(kpi.metric_label || kpi.note) && (
        <p className="muted">
          {[kpi.metric_label && say("measured", { metric: kpi.metric_label }), kpi.note]
            .filter(Boolean)
            .join(" · ")}
        </p>
      )}
    </li>
  );
}

/** What is to be reached in each month, of the KPIs for which that is said. */
function Months({ whole }: { whole: Whole }) {
  const say = useBook(book);
  const { format } = useReader();
  const said = whole.kpis.filter((kpi) => Object.keys(kpi.months).length > 0);
  if (said.length === 0) return null;
  const months = [...new Set(said.flatMap((kpi) => Object.keys(kpi.months)))].sort();
  return (
    <section className={styles.section} aria-label={say("months")}>
      <h2>{say("months")}</h2>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- who has no mouse scrolls it by keys */}
      <div className={styles.scrolls} tabIndex={0} role="group" aria-label={say("months")}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{say("month")}</th>
              {said.map((kpi) => (
                <th key={kpi.id} scope="col" className={styles.right}>
                  {kpi.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.map((month) => (
              <tr key={month}>
                <th scope="row">{format.period(month.slice(0, 7))}</th>
                {said.map((kpi) => (
                  <td key={kpi.id} className={styles.right}>
                    {figure(format, kpi.months[month] ?? null, kpi.measure, whole.currency)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const KINDS = ["right", "duty", "support", "amendment", "termination", "other"];

function Clauses({ clauses }: { clauses: Clause[] }) {
  return KINDS.map((kind) => {
    const theirs = clauses.filter((clause) => clause.kind === kind);
    const title = theirs[0]?.kind_label;
    if (!title) return null;
    return (
      <section key={kind} className={styles.section} aria-label={title}>
        <h2>{title}</h2>
        <ol className={styles.clauses}>
          {theirs.map((clause) => (
            <li key={clause.id}>{clause.body}</li>
          ))}
        </ol>
      </section>
    );
  });
}

/** Who has signed when, and what they said with it. */
function Signatures({ whole }: { whole: Whole }) {
  const say = useBook(book);
  const { format } = useReader();
  if (whole.state === "draft") return null;
  const disputed = whole.state === "disputed";
  // Who has signed in their own name is in nobody's place, whoever came after them.
  const own = whole.countersigned_by && whole.countersigned_by.id === whole.named_superior?.id;
  const replaced = own ? undefined : whole.named_superior?.name;
  return (
    <section className={styles.section} aria-label={say("signatures")}>
      <h2>{say("signatures")}</h2>
      <div className={styles.signatures}>
        <div>
          <span className="muted">{say("party")}</span>
          <strong>{whole.party?.name}</strong>
          <span>
            {whole.answered_at
              ? say(disputed ? "disputed.at" : "signed.at", { at: format.instant(whole.answered_at) })
              : say("not.signed")}
          </span>
          {whole.reservation && <blockquote>{whole.reservation}</blockquote>}
        </div>
        <div>
          <span className="muted">{say("superior")}</span>
          <strong>{(whole.countersigned_by ?? whole.superior)?.name}</strong>
          {replaced && <span className="muted">{say("in_place", { superior: replaced })}</span>}
          <span>
            {whole.countersigned_at
              ? say("signed.at", { at: format.instant(whole.countersigned_at) })
              : say("not.signed")}
          </span>
          {whole.reply && <blockquote>{whole.reply}</blockquote>}
        </div>
      </div>
    </section>
  );
}

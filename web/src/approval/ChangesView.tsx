import { nounOf, useMeta } from "../api/queries";
import type { Labels, Value } from "../api/types";
import { ValueText } from "../resource/Cell";
import { describe } from "../resource/describe";
import { fieldOf } from "../resource/fields";
import { RowLink } from "../resource/RowLink";
import { useBook, useReader } from "../words/Reader";
import styles from "./Approval.module.css";
import type { ChangedField, ChangedRow, MetFlow } from "./types";
import { book } from "./words";

/** What would change, row by row and field by field. */
export function ChangesView({ rows, labels }: { rows: ChangedRow[]; labels?: Labels }) {
  const say = useBook(book);
  const changed = rows.filter((row) => row.fields.length > 0 || row.masked.length > 0);
  if (changed.length === 0) return <p className="muted">{say("changes.none")}</p>;
  return changed.map((row, at) => (
    <div key={`${row.id}-${at}`} className={styles.changed}>
      <p className={styles.subject}>
        <span className="muted">{row.noun_label}</span>{" "}
        {row.id && row.verb !== "create" ? (
          <RowLink noun={row.noun} id={row.id}>
            {row.title ?? row.noun_label}
          </RowLink>
        ) : (
          <strong>{row.title}</strong>
        )}
      </p>
      {row.fields.length > 0 && (
        <table className={styles.fields}>
          <thead>
            <tr>
              <th scope="col">{say("changes.field")}</th>
              {row.verb !== "create" && <th scope="col">{say("changes.before")}</th>}
              {row.verb !== "delete" && <th scope="col">{say("changes.after")}</th>}
            </tr>
          </thead>
          <tbody>
            {row.fields.map((field) => (
              <tr key={field.name}>
                <th scope="row">{field.label}</th>
                {row.verb !== "create" && (
                  <td data-label={say("changes.before")}>
                    <One row={row} field={field} value={field.before} labels={labels} />
                  </td>
                )}
                {row.verb !== "delete" && (
                  <td data-label={say("changes.after")} data-after>
                    <One row={row} field={field} value={field.after} labels={labels} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {row.masked.length > 0 && <Masked row={row} />}
    </div>
  ));
}

function One(props: { row: ChangedRow; field: ChangedField; value: Value; labels?: Labels }) {
  const say = useBook(book);
  const { locale } = useReader();
  const noun = nounOf(useMeta(locale), props.row.noun);
  if (props.value === null || props.value === undefined || props.value === "")
    return <em className="muted">{say("changes.nothing")}</em>;
  const known = noun && fieldOf(noun, props.field.name);
  const named = props.labels?.[String(props.value)];
  const field =
    known && known.kind !== "ref"
      ? known
      : { name: props.field.name, label: props.field.label, kind: "text" as const };
  return <ValueText field={field} value={known?.kind === "ref" ? (named ?? "•••") : props.value} />;
}

function Masked({ row }: { row: ChangedRow }) {
  const say = useBook(book);
  const { locale } = useReader();
  const noun = nounOf(useMeta(locale), row.noun);
  const names = row.masked.map((name) => (noun && fieldOf(noun, name)?.label) ?? name);
  return <p className="muted">{say("changes.masked", { fields: names.join(", ") })}</p>;
}

/** Which flows ask, and what made them. */
export function WhyView({ flows, labels }: { flows: MetFlow[]; labels?: Labels }) {
  const say = useBook(book);
  const { say: shell, locale, format } = useReader();
  const meta = useMeta(locale);
  return (
    <ul className={styles.why}>
      {flows.map((flow, at) => {
        const noun = nounOf(meta, flow.noun);
        const names = flow.fields.map((name) => (noun && fieldOf(noun, name)?.label) ?? name);
        return (
          <li key={`${flow.flow_id}-${at}`}>
            <span>{say("why.flow", { flow: flow.name })}</span>
            {flow.condition && noun && (
              <span>
                {", "}
                {say("why.condition", {
                  condition: describe(flow.condition, noun, { say: shell, format, labels: labels ?? {} }),
                })}
              </span>
            )}
            {!flow.condition && names.length > 0 && (
              <span>
                {", "}
                {say("why.fields", { fields: names.join(", ") })}
              </span>
            )}
            {flow.purpose && <p className="muted">{flow.purpose}</p>}
          </li>
        );
      })}
    </ul>
  );
}

import { part } from "../parts/part";
import { PlusOutlined } from "../theme/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { Suspense, useState } from "react";
import { listRows } from "../api/calls";
import type { Field, Meta, Noun, Row } from "../api/types";
import { screensOf } from "../capabilities";
import { useReader } from "../words/Reader";
import { Cell, ValueText } from "./Cell";
import { fieldOf, isNumeric, titleOf, valueOf } from "./fields";
import styles from "./Related.module.css";
import { usePhone } from "./usePhone";

const FormDrawer = part(() => import("./FormDrawer"));
const SHOWN = 5;
const COLUMNS = 4;
/** What stands in an order is shown in it. */
const ORDERS = ["position", "place"];
/** Kinds whose values say themselves what they are; a number alone does not. */
const TELLING = ["text", "choice", "ref", "tags", "money", "email", "phone", "url"];

interface Props {
  meta: Meta;
  noun: Noun;
  id: string;
}

/** The rows of other nouns that name this one, each noun a short list. */
export function Related({ meta, noun, id }: Props) {
  const { untold } = screensOf(noun.name);
  const pairs = meta.nouns
    .filter((other) => other.may.read !== false && !untold.includes(other.name))
    .flatMap((other) =>
      other.fields.filter((field) => field.ref === noun.name).map((field) => ({ other, field })),
    );
  return (
    <>
      {pairs.map(({ other, field }) => (
        <RelatedList
          key={`${other.name}.${field.name}`}
          noun={other}
          by={field}
          id={id}
          // Two ways to be related need their names said, and so does being related to its own kind; one other does not.
          told={other.name === noun.name || pairs.filter((pair) => pair.other === other).length > 1}
        />
      ))}
    </>
  );
}

function RelatedList({ noun, by, id, told }: { noun: Noun; by: Field; id: string; told: boolean }) {
  const { say, locale, format } = useReader();
  const [creating, setCreating] = useState(false);
  const phone = usePhone();
  const filter = { field: by.name, op: "eq" as const, value: id };
  const sort = ORDERS.find((name) => fieldOf(noun, name)?.kind === "integer");
  const asked = { filter: JSON.stringify(filter), limit: SHOWN, total: true, ...(sort ? { sort } : {}) };
  const found = useQuery({
    queryKey: ["related", noun.name, by.name, id, locale],
    queryFn: ({ signal }) => listRows(noun.name, asked, signal),
  });
  const rows = found.data?.rows ?? [];
  const mayCreate = noun.may.create && !by.read_only;
  if (found.isPending) return <div data-awaited />;
  if (found.error || (rows.length === 0 && !mayCreate)) return null;
  const total = found.data?.total ?? rows.length;
  const listed = noun.fields.filter(
    (field) => field.list && field.name !== noun.title && field.name !== by.name,
  );
  // Rows without a name of their own, such as prices, go by the first thing that is said of them.
  const named = rows.some((row) => row[noun.title]);
  const title = named ? fieldOf(noun, noun.title) : listed[0];
  const fields = listed.filter((field) => field !== title).slice(0, COLUMNS - 1);
  const nameOf = (row: Row) => (
    <Link to="/$noun/$id" params={{ noun: noun.name, id: row.id }} className={styles.title}>
      {named || !title ? (
        titleOf(noun, row)
      ) : (
        <ValueText field={{ ...title, ref: null }} value={valueOf(row, title)} labels={found.data?.labels} />
      )}
    </Link>
  );
  const heading = told ? `${noun.plural} · ${by.label}` : noun.plural;
  return (
    <section className={styles.related} aria-label={heading}>
      <div className={styles.head}>
        <h2>{heading}</h2>
        {total > 0 && <span className="muted">{format.number(total, 0)}</span>}
        <span className={styles.gap} />
        {mayCreate && (
          <Button
            type="text"
            size="small"
            icon={<PlusOutlined />}
            aria-label={say("list.new", { noun: noun.label })}
            onClick={() => setCreating(true)}
          />
        )}
      </div>
      {rows.length > 0 && phone && (
        <ul className={styles.cards}>
          {rows.map((row) => (
            <li key={row.id}>
              {nameOf(row)}
              <span className={styles.said}>
                {fields
                  .filter((field) => {
                    const value = row[field.name];
                    // What the row is called after is said above.
                    const above = field.ref && found.data?.labels?.[String(value)] === row[noun.title];
                    return value !== null && value !== undefined && !above;
                  })
                  .map((field) => (
                    <span key={field.name}>
                      <span className={TELLING.includes(field.kind) ? "unseen" : undefined}>
                        {field.label}{" "}
                      </span>
                      <Cell noun={noun} field={field} row={row} labels={found.data?.labels} />
                    </span>
                  ))}
              </span>
            </li>
          ))}
        </ul>
      )}
      {rows.length > 0 && !phone && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{title?.label ?? noun.label}</th>
                {fields.map((field) => (
                  <th key={field.name} scope="col" data-number={isNumeric(field.kind) || undefined}>
                    {field.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>{nameOf(row)}</td>
                  {fields.map((field) => (
                    <td key={field.name} data-number={isNumeric(field.kind) || undefined}>
                      <Cell noun={noun} field={field} row={row} labels={found.data?.labels} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {total > rows.length && (
        <Link to="/$noun" params={{ noun: noun.name }} search={{ filter }}>
          {say("related.all", { n: format.number(total, 0) })}
        </Link>
      )}
      {creating && (
        <Suspense fallback={null}>
          <FormDrawer noun={noun} initial={{ [by.name]: id }} close={() => setCreating(false)} />
        </Suspense>
      )}
    </section>
  );
}

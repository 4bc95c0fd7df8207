import { DownOutlined, RightOutlined } from "../theme/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { groupRows } from "../api/calls";
import type { Field, GroupRow, Labels, Noun, Value } from "../api/types";
import { screensOf } from "../capabilities";
import { Failed, Nothing, Waiting } from "../shell/States";
import { isMoney } from "../words/format";
import { useReader } from "../words/Reader";
import { Cell, ValueText } from "./Cell";
import { fieldOf, isNumeric, titleOf, widthOf } from "./fields";
import { all, conditions, type Filter } from "./filter";
import styles from "./Grouped.module.css";
import type { SetState } from "./List";
import { type ListState, queryOf, usualSort } from "./listState";
import { usePhone } from "./usePhone";
import { useRows } from "./useRows";

interface Props {
  noun: Noun;
  state: ListState;
  setState: SetState;
  fields: Field[];
}

/** The list by the values of one field, each with its count and sums; a group opens to its rows. */
export default function Grouped({ noun, state, fields }: Props) {
  const phone = usePhone();
  const { say, locale } = useReader();
  const by = fieldOf(noun, state.group ?? "");
  const sums = fields.filter((field) => field.kind === "money" || field.kind === "quantity");
  const query = {
    ...queryOf({ q: state.q, filter: state.filter, as_of: state.as_of }),
    by: state.group ?? "",
    ...(sums.length > 0 ? { sum: sums.map((field) => field.name).join(",") } : {}),
  };
  const found = useQuery({
    queryKey: ["groups", noun.name, locale, query],
    queryFn: ({ signal }) => groupRows(noun.name, query, signal),
    enabled: !!by,
  });
  if (!by) return <Nothing title={say("list.none")} />;
  if (found.error) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting lines={8} />;
  if (found.data.rows.length === 0) return <Nothing title={say("list.none")} hint={say("list.none.hint")} />;
  const wide = fields.filter((field) => field.name !== by.name);
  // On a phone: what it is called and what it is worth.
  const others = phone
    ? [wide.find((field) => field.name === noun.title), wide.find((field) => isNumeric(field.kind))].filter(
        (field) => field !== undefined,
      )
    : wide;
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        {!phone && (
          <colgroup>
            {others.map((field) => (
              <col
                key={field.name}
                style={{
                  width: state.widths?.[field.name] ?? (field.name === noun.title ? 300 : widthOf(field)),
                }}
              />
            ))}
          </colgroup>
        )}
        <thead>
          <tr>
            {others.map((field) => (
              <th key={field.name} scope="col" data-number={isNumeric(field.kind) || undefined}>
                {field.label}
              </th>
            ))}
          </tr>
        </thead>
        {inOrder(found.data.rows, by).map((group) => (
          <Group
            key={String(group[by.name])}
            noun={noun}
            by={by}
            group={group}
            state={state}
            fields={others}
            labels={found.data.labels ?? {}}
          />
        ))}
      </table>
    </div>
  );
}

interface GroupProps {
  noun: Noun;
  by: Field;
  group: GroupRow;
  state: ListState;
  fields: Field[];
  labels: Labels;
}

function Group({ noun, by, group, state, fields, labels }: GroupProps) {
  const { say, locale, format } = useReader();
  const [open, setOpen] = useState(false);
  const value = group[by.name];
  const own: Filter =
    value === null || value === undefined
      ? { field: by.name, op: "empty" }
      : { field: by.name, op: "eq", value };
  const found = useRows(
    noun.name,
    locale,
    queryOf({
      ...state,
      sort: state.sort ?? usualSort(noun),
      filter: all([...conditions(state.filter), own]),
    }),
    open,
    50,
  );
  const sum = (field: Field) => {
    const total = group.sum?.[field.name];
    if (total === null || total === undefined) return null;
    const totals = Array.isArray(total) ? total : [total];
    return totals.map((one) => (isMoney(one) ? format.money(one) : format.number(one))).join(" + ");
  };
  const first = fields.findIndex((field) => field.kind === "money" || field.kind === "quantity");
  const span = first === -1 ? fields.length : Math.max(first, 1);
  return (
    <tbody>
      <tr className={styles.group}>
        <th scope="rowgroup" colSpan={span}>
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? <DownOutlined /> : <RightOutlined />}
            <GroupName noun={noun} by={by} value={value} labels={labels} />
            <span className="muted">{format.number(group.count, 0)}</span>
          </button>
        </th>
        {fields.slice(span).map((field) => (
          <td key={field.name} data-number={isNumeric(field.kind) || undefined}>
            {sum(field)}
          </td>
        ))}
      </tr>
      {open &&
        found.rows.map((row) => (
          <tr key={row.id}>
            {fields.map((field) => (
              <td key={field.name} data-number={isNumeric(field.kind) || undefined}>
                {field.name === noun.title ? (
                  <Link
                    to="/$noun/$id"
                    params={{ noun: noun.name, id: row.id }}
                    search={state.as_of ? { as_of: state.as_of } : {}}
                    className={styles.title}
                  >
                    {titleOf(noun, row)}
                  </Link>
                ) : (
                  <Cell noun={noun} field={field} row={row} labels={found.labels} />
                )}
              </td>
            ))}
          </tr>
        ))}
      {open && (found.waiting || found.hasMore) && (
        <tr>
          <td colSpan={fields.length}>
            <Button
              type="link"
              size="small"
              loading={found.waiting || found.loadingMore}
              onClick={found.more}
            >
              {say(found.waiting ? "state.loading" : "timeline.more")}
            </Button>
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** What the group is called; drawn as the noun's own cell where it has one, for that is no link. */
function GroupName({ noun, by, value, labels }: { noun: Noun; by: Field; value: Value; labels: Labels }) {
  if (value !== null && value !== undefined && screensOf(noun.name).cells?.[by.name]) {
    return <Cell noun={noun} field={by} row={{ id: "", version: 0, [by.name]: value }} labels={labels} />;
  }
  return <ValueText field={by.kind === "ref" ? { ...by, ref: null } : by} value={value} labels={labels} />;
}

/** Groups of a choice stand in the choice's own order; nothing chosen comes last. */
function inOrder(rows: GroupRow[], by: Field): GroupRow[] {
  if (by.kind !== "choice") return rows;
  const place = (row: GroupRow) => {
    const at = (by.options ?? []).findIndex((option) => option.value === row[by.name]);
    return at === -1 ? Number.MAX_SAFE_INTEGER : at;
  };
  return [...rows].sort((one, other) => place(one) - place(other));
}

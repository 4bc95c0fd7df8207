import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Form } from "antd";
import { useEffect, useState } from "react";
import { findAlike, getRow } from "../api/calls";
import { nounOf, useMeta } from "../api/queries";
import type { Alike, Noun, Row } from "../api/types";
import { useReader } from "../words/Reader";
import styles from "./AlikeRows.module.css";
import { fieldOf } from "./fields";
import type { Values } from "./formFields";

const PAUSE_MS = 400;
/** A letter is like everything. */
const SHORTEST = 2;

interface Props {
  noun: Noun;
  /** What the form does not show but a new row will hold. */
  fixed: Values;
  /** Takes the row that is there instead of a new one, where somebody waits for one. */
  take?: (row: Row) => void;
  close: () => void;
}

/** Rows that may be what is being typed in, while it is typed. */
export function AlikeRows({ noun, fixed, take, close }: Props) {
  const { say, locale } = useReader();
  const meta = useMeta(locale);
  const form = Form.useFormInstance<Values>();
  const typed = Form.useWatch((values: Values) => pick(noun, { ...fixed, ...values }), form) ?? "{}";
  const asked = useSettled(typed);
  const query = JSON.parse(asked) as Record<string, string>;
  const found = useQuery({
    queryKey: ["alike", noun.name, locale, asked],
    queryFn: ({ signal }) => findAlike(noun.name, query, signal),
    enabled: Object.keys(query).length > 0,
    placeholderData: keepPreviousData,
    // A warning is no reason to stop anybody: without an answer there is none.
    retry: false,
  });
  const rows = Object.keys(query).length > 0 ? (found.data?.rows ?? []) : [];
  const outside = Object.keys(query).length > 0 && found.data?.outside;
  return (
    <div role="status" className={styles.alike}>
      {(rows.length > 0 || outside) && (
        <Alert
          type="warning"
          showIcon
          title={say(rows.length > 0 ? "alike.title" : "alike.outside.title")}
          description={
            <>
              <ul className={styles.list}>
                {rows.map((one) => (
                  <li key={one.id}>
                    <Told one={one} noun={noun} other={nounOf(meta, one.noun)} take={take} close={close} />
                  </li>
                ))}
              </ul>
              {outside && <p>{say("alike.outside")}</p>}
            </>
          }
        />
      )}
    </div>
  );
}

interface ToldProps {
  one: Alike;
  noun: Noun;
  other: Noun | undefined;
  take?: (row: Row) => void;
  close: () => void;
}

function Told({ one, noun, other, take, close }: ToldProps) {
  const { say, format } = useReader();
  const because = format.list(one.because.map((name) => fieldOf(noun, name)?.label ?? name));
  const name = one.title ?? `${other?.label ?? one.noun} ${one.id.slice(0, 8)}`;
  return (
    <>
      <Link to="/$noun/$id" params={{ noun: one.noun, id: one.id }} onClick={close}>
        {say("alike.open", { name })}
      </Link>{" "}
      <span className="muted">
        {[one.noun !== noun.name && other?.label, say("alike.because", { fields: because }), one.owner]
          .filter(Boolean)
          .join(" · ")}
      </span>
      {take && one.noun === noun.name && (
        <Button
          type="link"
          size="small"
          onClick={() =>
            void getRow(one.noun, one.id).then(
              ({ row }) => {
                take(row);
                close();
              },
              () => undefined,
            )
          }
        >
          {say("alike.take")}
        </Button>
      )}
    </>
  );
}

/** The values that are compared, as text that is the same as long as they are. */
function pick(noun: Noun, values: Values): string {
  const picked: Record<string, string> = {};
  for (const name of noun.alike ?? []) {
    const value = values[name];
    if (typeof value === "string" && value.trim().length >= SHORTEST) picked[name] = value.trim();
  }
  return JSON.stringify(picked);
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

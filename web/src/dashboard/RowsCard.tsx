import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App, Button } from "antd";
import { type ReactNode, useState } from "react";
import { listRows, runVerb } from "../api/calls";
import { nounOf } from "../api/queries";
import type { Noun, Row } from "../api/types";
import { Cell } from "../resource/Cell";
import { fieldOf, titleOf } from "../resource/fields";
import { useWritten } from "../resource/useWrites";
import { CheckOutlined } from "../theme/icons";
import { useBook, useReader } from "../words/Reader";
import { momentOf } from "../words/zone";
import { CardFrame } from "./CardFrame";
import { CardEmpty, CardFailed, CardWaiting } from "./CardStates";
import { useBoard } from "./context";
import styles from "./Dashboard.module.css";
import { type Asking, filled } from "./questions";
import { addDays } from "./span";
import { type Card, wordsIn } from "./spec";
import { book } from "./words";

const MOST = 25;

/** The list's filter as it is asked today, in the company's zone. */
export function rowsFilter(card: Card, asking: Asking, zone: string) {
  const midnight = momentOf(`${addDays(asking.today, 1)}T00:00:00`, zone);
  return card.filter && filled(card.filter, asking, midnight);
}

export function RowsCard({ card, tools }: { card: Card; tools?: ReactNode }) {
  const { locale } = useReader();
  const say = useBook(book);
  const { meta, asking } = useBoard();
  const noun = nounOf(meta, card.noun ?? "");
  const filter = rowsFilter(card, asking, meta.company.time_zone);
  const asked = {
    limit: MOST,
    total: true,
    ...(filter ? { filter: JSON.stringify(filter) } : {}),
    ...(card.sort ? { sort: card.sort } : {}),
  };
  const found = useQuery({
    queryKey: ["rows", card.noun, locale, asked],
    queryFn: ({ signal }) => listRows(card.noun ?? "", asked, signal),
    enabled: !!noun,
  });
  if (!noun) return null;
  const title = wordsIn(card.title, locale) ?? noun.plural;
  const { data } = found;
  const all = data?.total ?? 0;
  const note = data && all > 0 && (
    <Link to="/$noun" params={{ noun: noun.name }} search={{ filter, sort: card.sort }}>
      {say("rows.all", { n: all })}
    </Link>
  );
  return (
    <CardFrame title={title} note={note} tools={tools}>
      {found.error ? (
        <CardFailed error={found.error} again={() => void found.refetch()} />
      ) : !data ? (
        <CardWaiting />
      ) : data.rows.length === 0 ? (
        <CardEmpty title={say("rows.empty")} hint={wordsIn(card.hint, locale)} />
      ) : (
        <ul className={styles.rows}>
          {data.rows.map((row) => (
            <RowLine key={row.id} noun={noun} row={row} labels={data.labels ?? {}} card={card} />
          ))}
        </ul>
      )}
    </CardFrame>
  );
}

interface LineProps {
  noun: Noun;
  row: Row;
  labels: Record<string, string>;
  card: Card;
}

function RowLine({ noun, row, labels, card }: LineProps) {
  const { say: shell } = useReader();
  const say = useBook(book);
  const { message } = App.useApp();
  const { asking } = useBoard();
  const written = useWritten(noun.name);
  const [busy, setBusy] = useState(false);
  const stands = card.standsFor ? fieldOf(noun, card.standsFor) : undefined;
  const other = stands && row[stands.name];
  const to =
    stands?.ref && typeof other === "string"
      ? { noun: stands.ref, id: other }
      : { noun: noun.name, id: row.id };
  const name = (typeof other === "string" && labels[other]) || titleOf(noun, row);
  const fields = (card.fields ?? []).flatMap((one) => fieldOf(noun, one) ?? []);
  const act = async (verb: string, version: number) => {
    const done = await runVerb(noun.name, row.id, verb, { version });
    await written();
    return done.row.version;
  };
  const press = async ({ verb, back }: NonNullable<Card["press"]>) => {
    setBusy(true);
    try {
      const version = await act(verb, row.version);
      const key = `undo-${row.id}`;
      const undo = async () => {
        message.destroy(key);
        try {
          await act(back, version);
          void message.success(say("press.undone", { name }));
        } catch (error) {
          void message.error(error instanceof Error ? error.message : String(error));
        }
      };
      void message.success({
        key,
        duration: 8,
        content: (
          <>
            {say("press.done", { name })}{" "}
            <Button type="link" size="small" onClick={() => void undo()}>
              {shell("row.undo")}
            </Button>
          </>
        ),
      });
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <li className={styles.row}>
      {card.press && (
        <Button
          className={styles.press}
          shape="circle"
          size="small"
          icon={<CheckOutlined />}
          loading={busy}
          aria-label={say("press.do", { name })}
          onClick={() => card.press && void press(card.press)}
        />
      )}
      <span className={styles.rowText}>
        <Link to="/$noun/$id" params={to} className={styles.rowTitle}>
          {name}
        </Link>
        <span className={styles.rowFacts}>
          {fields
            .filter((field) => row[field.name] !== null && row[field.name] !== undefined)
            .map((field) => (
              <span
                key={field.name}
                title={field.label}
                data-late={
                  (card.due?.includes(field.name) && String(row[field.name]) < asking.today) || undefined
                }
              >
                <span className={field.kind === "date" || field.kind === "instant" ? styles.what : "unseen"}>
                  {field.label}{" "}
                </span>
                <Cell noun={noun} field={field} row={row} labels={labels} />
              </span>
            ))}
        </span>
      </span>
    </li>
  );
}

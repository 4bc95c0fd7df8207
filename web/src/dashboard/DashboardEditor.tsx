import { App, Button, Input } from "antd";
import { Suspense, useEffect, useEffectEvent, useState } from "react";
import { editRow } from "../api/calls";
import type { KpiCatalogue, Meta, Row } from "../api/types";
import { part } from "../parts/part";
import { useWritten } from "../resource/useWrites";
import { useBook, useReader } from "../words/Reader";
import { Board } from "./Board";
import { CardTools } from "./CardTools";
import styles from "./Dashboard.module.css";
import { moved, put, useDraft } from "./draft";
import type { Asking } from "./questions";
import { type Card, type Dashboard, wordsIn } from "./spec";
import { book } from "./words";

const CardDialog = part(() => import("./CardDialog"));

interface Props {
  row: Row;
  dashboard: Dashboard;
  board: { meta: Meta; catalogue: KpiCatalogue; asking: Asking; named: { unit?: string; product?: string } };
  close: () => void;
}

/** A dashboard of one's own while it is changed; nothing is kept before it is saved. */
export function DashboardEditor({ row, dashboard, board, close }: Props) {
  const { locale } = useReader();
  const say = useBook(book);
  const { message } = App.useApp();
  const written = useWritten("dashboards");
  const draft = useDraft(dashboard.cards);
  const [name, setName] = useState(String(row.name));
  const [asking, setAsking] = useState<{ card?: Card }>();
  const [told, tell] = useState("");
  const [busy, setBusy] = useState(false);
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const typing = event.target instanceof HTMLElement && event.target.matches("input, textarea");
    if (typing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    (event.shiftKey ? draft.redo : draft.undo)?.();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => pressed(event);
    globalThis.addEventListener("keydown", listen);
    return () => globalThis.removeEventListener("keydown", listen);
  }, []);
  const save = async () => {
    setBusy(true);
    try {
      // It opens with the period that is looked at now, where that has a name.
      const named = typeof board.asking.period === "string" ? { period: board.asking.period } : {};
      const state = { ...(row.state as Record<string, unknown>), ...named, cards: draft.cards as unknown[] };
      await editRow("dashboards", row, { name: name.trim() || String(row.name), state });
      await written();
      void message.success(say("saved"));
      close();
    } catch (error) {
      setBusy(false);
      void message.error(error instanceof Error ? error.message : String(error));
    }
  };
  const titleOf = (card: Card) =>
    wordsIn(card.title, locale) ??
    board.catalogue.metrics.find((one) => one.name === card.metric)?.label ??
    board.meta.nouns.find((one) => one.name === card.noun)?.plural ??
    "";
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className="unseen">
          {say("editing")}: {name}
        </h1>
        <Input
          aria-label={say("name")}
          className={styles.name}
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <span className={styles.gap} />
        <Button onClick={() => setAsking({})}>{say("add")}</Button>
        <Button disabled={!draft.undo} onClick={draft.undo} aria-keyshortcuts="Control+Z">
          {say("undo")}
        </Button>
        <Button disabled={!draft.redo} onClick={draft.redo} aria-keyshortcuts="Control+Shift+Z">
          {say("redo")}
        </Button>
        <Button onClick={close}>{say("cancel")}</Button>
        <Button type="primary" loading={busy} onClick={() => void save()}>
          {say("save")}
        </Button>
      </header>
      <p className="unseen" role="status">
        {told}
      </p>
      <Board
        cards={draft.cards}
        {...board}
        drop={(from, to) => draft.change(moved(draft.cards, from, to))}
        tools={(card, at) => (
          <CardTools
            card={card}
            title={titleOf(card)}
            at={at}
            draft={draft}
            edit={() => setAsking({ card })}
            tell={tell}
          />
        )}
      />
      {asking && (
        <Suspense fallback={null}>
          <CardDialog
            card={asking.card}
            meta={board.meta}
            catalogue={board.catalogue}
            done={(card) => {
              draft.change(put(draft.cards, card));
              setAsking(undefined);
            }}
            close={() => setAsking(undefined)}
          />
        </Suspense>
      )}
    </div>
  );
}

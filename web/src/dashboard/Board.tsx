import { useQueries } from "@tanstack/react-query";
import { type ReactNode, Suspense, useMemo, useState } from "react";
import { listRows } from "../api/calls";
import type { KpiCatalogue, Meta } from "../api/types";
import { whereText } from "../metric/kpiState";
import { part } from "../parts/part";
import { useBook, useReader } from "../words/Reader";
import { type Board as Held, BoardProvider, type Opened } from "./context";
import styles from "./Dashboard.module.css";
import { MetricCard } from "./MetricCard";
import { type Asked, type Asking, type Question, questionsOf } from "./questions";
import { RowsCard } from "./RowsCard";
import type { Card } from "./spec";
import { useAnswers } from "./useAnswers";
import { book } from "./words";

const DrillDown = part(() => import("../metric/DrillDown"));

interface Props {
  cards: Card[];
  meta: Meta;
  catalogue: KpiCatalogue;
  asking: Asking;
  /** What the filters are called, for whoever asks how a number came about. */
  named: { unit?: string; product?: string };
  /** Buttons of a card while the dashboard is edited. */
  tools?: (card: Card, at: number) => ReactNode;
  /** A card was dragged from one place to another. */
  drop?: (from: number, to: number) => void;
}

export function Board({ cards, meta, catalogue, asking, named, tools, drop }: Props) {
  const { locale } = useReader();
  const [opened, setOpened] = useState<Opened>();
  const [dragged, setDragged] = useState<number>();
  const asked = useMemo(
    () =>
      new Map(
        cards.flatMap((card) => entry(card, card.kind === "rows" ? undefined : questionsOf(card, asking))),
      ),
    [cards, asking],
  );
  const answers = useAnswers(
    useMemo(() => [...asked.values()], [asked]),
    locale,
  );
  const order = useOrder(cards, locale);
  const held: Held = {
    meta,
    catalogue,
    asking,
    answers,
    order,
    open: setOpened,
    editing: !!tools,
  };
  return (
    <BoardProvider value={held}>
      <div className={styles.board}>
        {cards.map((card, at) => {
          const one = asked.get(card.id);
          if (card.kind !== "rows" && !one) return null;
          return (
            <div
              key={card.id}
              className={styles.cell}
              data-width={card.width}
              data-height={card.height}
              data-card={card.id}
              draggable={!!drop}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = "move";
                setDragged(at);
              }}
              onDragOver={(event) => dragged !== undefined && event.preventDefault()}
              onDrop={(event) => {
                event.preventDefault();
                if (dragged !== undefined && dragged !== at) drop?.(dragged, at);
                setDragged(undefined);
              }}
              onDragEnd={() => setDragged(undefined)}
            >
              {card.kind === "rows" ? (
                <RowsCard card={card} tools={tools?.(card, at)} />
              ) : (
                one && <MetricCard card={card} asked={one} tools={tools?.(card, at)} />
              )}
            </div>
          );
        })}
      </div>
      {opened && (
        <Suspense fallback={null}>
          <Behind opened={opened} held={held} named={named} close={() => setOpened(undefined)} />
        </Suspense>
      )}
    </BoardProvider>
  );
}

const entry = (card: Card, asked: Asked | undefined): [string, Asked][] => (asked ? [[card.id, asked]] : []);

/** The ids of nouns that bars follow, in the order of their positions. */
function useOrder(cards: Card[], locale: string): Record<string, string[]> {
  const wanted = [...new Set(cards.flatMap((card) => card.inOrderOf ?? []))].join();
  const nouns = wanted.split(",").filter(Boolean);
  const found = useQueries({
    queries: nouns.map((noun) => ({
      queryKey: ["rows", noun, locale, "in-order"],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        listRows(noun, { sort: "position", limit: 500 }, signal),
      staleTime: 5 * 60_000,
    })),
    combine: (all) => all.map((one) => one.data),
  });
  return useMemo(() => {
    const names = wanted.split(",").filter(Boolean);
    return Object.fromEntries(names.map((noun, at) => [noun, (found[at]?.rows ?? []).map((row) => row.id)]));
  }, [wanted, found]);
}

export function queryOf(question: Question): Record<string, string> {
  const where = whereText(question.where);
  return {
    ...(question.from ? { from: question.from } : {}),
    ...(question.to ? { to: question.to } : {}),
    ...(question.as_of ? { as_of: question.as_of } : {}),
    ...(where ? { where } : {}),
  };
}

interface BehindProps {
  opened: Opened;
  held: Held;
  named: Props["named"];
  close: () => void;
}

/** The rows behind a number, and how it came about. */
function Behind({ opened, held, named, close }: BehindProps) {
  const { format } = useReader();
  const say = useBook(book);
  const { metric, question, asked } = opened;
  const day = (date: string | undefined) => (date ? format.date(date) : "");
  const who = [
    question.where?.owner?.length === 1 && question.where.owner[0] === held.asking.me
      ? say("fact.who.me")
      : say("fact.who.all"),
    question.where?.unit && named.unit,
  ];
  const facts: [string, string][] = [
    [say("fact.formula"), metric.help ?? metric.label],
    question.as_of
      ? [say("fact.as_of"), day(question.as_of)]
      : [say("fact.period"), `${day(question.from)} – ${day(question.to)}`],
    ...(asked.beside
      ? [[say("fact.beside"), `${day(asked.beside.from)} – ${day(asked.beside.to)}`] as [string, string]]
      : []),
    [say("fact.who"), who.filter(Boolean).join(" · ")],
    ...(question.where?.product && named.product
      ? [[say("fact.product"), named.product] as [string, string]]
      : []),
    ...(held.answers.at ? [[say("fact.at"), format.instant(held.answers.at)] as [string, string]] : []),
  ];
  return (
    <DrillDown
      meta={held.meta}
      metric={metric}
      by={opened.by}
      row={opened.row}
      query={queryOf(question)}
      facts={facts}
      close={close}
    />
  );
}

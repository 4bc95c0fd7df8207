import { Button, Form, Input, Modal, Select, Switch } from "antd";
import { Suspense, useState } from "react";
import type { KpiCatalogue, Meta } from "../api/types";
import { nounOf } from "../api/queries";
import { part } from "../parts/part";
import { useBook, useReader } from "../words/Reader";
import { PERIODS } from "./FilterBar";
import { type Card, type CardKind, type Compare, COMPARES, KINDS, wordsIn } from "./spec";
import { book } from "./words";

const FilterBuilder = part(() => import("../resource/FilterBuilder"));

interface Props {
  card: Card | undefined;
  meta: Meta;
  catalogue: KpiCatalogue;
  done: (card: Card) => void;
  close: () => void;
}

const NONE = {};
const CUT: CardKind[] = ["bars", "funnel", "league"];
const COMPARED: Partial<Record<CardKind, readonly Compare[]>> = {
  number: COMPARES,
  league: COMPARES,
  trend: ["none", "year"],
};

function fresh(catalogue: KpiCatalogue): Card {
  return {
    id: crypto.randomUUID(),
    kind: "number",
    metric: catalogue.metrics[0]?.name,
    width: 1,
    height: 1,
  };
}

/** What a card shows, chosen from what its reader may ask. */
export default function CardDialog({ card: given, meta, catalogue, done, close }: Props) {
  const { locale } = useReader();
  const say = useBook(book);
  const [card, setCard] = useState<Card>(() => given ?? fresh(catalogue));
  const set = (change: Partial<Card>) => setCard((old) => ({ ...old, ...change }));
  const metric = catalogue.metrics.find((one) => one.name === card.metric) ?? catalogue.metrics[0];
  const cuts = catalogue.dimensions.filter((one) => metric?.dimensions?.includes(one.name));
  const nouns = meta.nouns.filter((noun) => noun.group);
  const noun = nounOf(meta, card.noun ?? "") ?? nouns[0];
  const rows = card.kind === "rows";
  const [filtering, setFiltering] = useState(false);
  // What is filled in for each reader and day is no value that a form could show.
  const goesByReader = JSON.stringify(card.filter ?? null).includes('"$');
  const cut = CUT.includes(card.kind);
  const compares = COMPARED[card.kind];
  const by = cuts.some((one) => one.name === card.by) ? card.by : cuts[0]?.name;
  const setKind = (kind: CardKind) => {
    const small = kind === "number";
    const size: Partial<Card> = small ? { width: 1, height: 1 } : { width: 2, height: 2 };
    set({ kind, ...(card.kind === "number" || small ? size : {}) });
  };
  const finish = () => {
    const { id, kind, title, width, height, mine, period, compare } = card;
    const base = { id, kind, title, width, height };
    done(
      rows
        ? {
            ...base,
            noun: noun?.name,
            filter: card.filter,
            sort: card.sort,
            fields: fieldsOf(),
            press: card.press,
            standsFor: card.standsFor,
          }
        : {
            ...base,
            metric: metric?.name,
            mine: mine || undefined,
            period,
            ...(cut ? { by, inOrderOf: card.by === by ? card.inOrderOf : undefined } : {}),
            ...(COMPARED[kind]?.includes(compare ?? "before") ? { compare } : {}),
            where: card.where,
          },
    );
  };
  const fieldsOf = () =>
    card.noun === noun?.name && card.fields
      ? card.fields
      : noun?.fields
          .filter((field) => field.list && field.name !== noun.title)
          .slice(0, 4)
          .map((field) => field.name);
  const select = <T extends string>(
    word: Parameters<typeof say>[0],
    value: T | undefined,
    options: { value: T; label: string }[],
    change: (value: T) => void,
  ) => (
    <Form.Item label={say(word)}>
      <Select
        aria-label={say(word)}
        value={value}
        options={options}
        showSearch={{ optionFilterProp: "label" }}
        onChange={change}
      />
    </Form.Item>
  );
  return (
    <Modal
      open
      title={
        given
          ? say("card.change", { name: wordsIn(given.title, locale) ?? metric?.label ?? "" })
          : say("card.new")
      }
      okText={say("card.ok")}
      cancelText={say("cancel")}
      onOk={finish}
      onCancel={close}
    >
      <Form layout="vertical">
        {select(
          "card.kind",
          card.kind,
          KINDS.map((kind) => ({ value: kind, label: say(`kind.${kind}`) })),
          setKind,
        )}
        {rows ? (
          <>
            {select(
              "card.noun",
              noun?.name,
              nouns.map((one) => ({ value: one.name, label: one.plural })),
              (name) =>
                set({
                  noun: name,
                  filter: undefined,
                  sort: undefined,
                  fields: undefined,
                  press: undefined,
                  standsFor: undefined,
                }),
            )}
            {noun && !goesByReader && (
              <Form.Item>
                <Button onClick={() => setFiltering(true)}>{say("card.filter")}</Button>
              </Form.Item>
            )}
            {noun && filtering && (
              <Suspense fallback={null}>
                <FilterBuilder
                  noun={noun}
                  filter={card.filter}
                  labels={NONE}
                  apply={(filter) => {
                    set({ filter });
                    setFiltering(false);
                  }}
                  close={() => setFiltering(false)}
                />
              </Suspense>
            )}
          </>
        ) : (
          <>
            {select(
              "card.metric",
              metric?.name,
              catalogue.metrics.map((one) => ({ value: one.name, label: one.label })),
              (name) => set({ metric: name }),
            )}
            {metric?.help && <p className="muted">{metric.help}</p>}
            {cut &&
              select(
                "card.by",
                by,
                cuts.map((one) => ({ value: one.name, label: one.label })),
                (name) => set({ by: name, inOrderOf: undefined }),
              )}
            {compares &&
              select(
                "card.compare",
                compares.find((one) => one === card.compare) ?? compares[0],
                compares.map((one) => ({ value: one, label: say(`compare.${one}`) })),
                (compare) => set({ compare }),
              )}
            {select(
              "card.period",
              card.period ?? "own",
              ["own" as const, ...PERIODS].map((name) => ({
                value: name as string,
                label: say(`period.${name}`),
              })),
              (period) => set({ period: period === "own" ? undefined : period }),
            )}
            <Form.Item label={say("card.mine")}>
              <Switch
                aria-label={say("card.mine")}
                checked={!!card.mine}
                onChange={(mine) => set({ mine: mine || undefined })}
              />
            </Form.Item>
          </>
        )}
        <Form.Item label={say("card.title")} extra={say("card.title.hint")}>
          <Input
            aria-label={say("card.title")}
            maxLength={80}
            value={wordsIn(card.title, locale) ?? ""}
            onChange={(event) => set({ title: event.target.value || undefined })}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}

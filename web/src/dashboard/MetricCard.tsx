import type { MenuProps } from "antd";
import { type ReactNode, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { Problem } from "../api/problem";
import type { Kpi, KpiRow } from "../api/types";
import { dimensionLabel } from "../metric/figures";
import { KpiTable } from "../metric/KpiTable";
import { part } from "../parts/part";
import { palettes } from "../theme/tokens";
import { useMode } from "../theme/Theme";
import { useBook, useReader } from "../words/Reader";
import { CardFrame } from "./CardFrame";
import { CardEmpty, CardFailed, CardWaiting } from "./CardStates";
import type { Picture } from "./Chart";
import { isEmpty, useBoard } from "./context";
import styles from "./Dashboard.module.css";
import { savePng, saveSvg } from "./files";
import { LeagueBody } from "./LeagueBody";
import { NumberBody } from "./NumberBody";
import { type Asked, metricOf, type Question } from "./questions";
import { MOST_BARS } from "./points";
import { pastOf } from "./span";
import { type Card, wordsIn } from "./spec";
import type { Answers } from "./useAnswers";
import { book } from "./words";

const ChartBody = part(() => import("./ChartBody"));

interface Props {
  card: Card;
  asked: Asked;
  tools?: ReactNode;
}

const ONE: string[] = [];

/** A card of one metric: it waits, fails, is empty, or shows what was answered. */
export function MetricCard({ card, asked, tools }: Props) {
  const { locale, format } = useReader();
  const { mode } = useMode();
  const say = useBook(book);
  const board = useBoard();
  const [table, setTable] = useState(false);
  const picture = useRef<Picture>(undefined);
  const keep = useCallback((taken: Picture | undefined) => {
    picture.current = taken;
  }, []);
  const metric = metricOf(card, board.asking);
  const answers = board.answers.of(asked);
  const drawn = card.kind !== "number" && card.kind !== "league";
  const shown = useMemo(() => tableOf(card, asked, answers), [card, asked, answers]);
  if (!metric) return null;
  const title = wordsIn(card.title, locale) ?? metric.label;
  const open = (row: KpiRow | undefined, by: string[] = ONE, question: Question = asked.now) =>
    row && board.open({ metric, asked, question, by, row });
  const whole: KpiRow = { value: null };
  const items: MenuProps["items"] = [
    { key: "rows", label: say("rows"), onClick: () => open(whole) },
    ...(drawn
      ? [
          { key: "table", label: say(table ? "chart" : "table"), onClick: () => setTable((old) => !old) },
          ...(table
            ? []
            : [
                {
                  key: "png",
                  label: say("png"),
                  onClick: () =>
                    picture.current && void savePng(title, picture.current, palettes[mode].canvas),
                },
                {
                  key: "svg",
                  label: say("svg"),
                  onClick: () => picture.current && saveSvg(title, picture.current),
                },
              ]),
        ]
      : []),
  ];
  const ignored = format.list(asked.ignores.map((one) => say(`ignores.${one}`)));
  const named = card.period ? say(`period.${card.period}` as "period.this_month") : "";
  const many = card.kind === "bars" && shown ? shown.kpi.rows.length : 0;
  const top = many > MOST_BARS && !table ? say("top", { n: MOST_BARS, all: many }) : "";
  const frame = (body: ReactNode) => (
    <CardFrame
      title={title}
      note={[named, ignored, top].filter(Boolean).join(" · ") || undefined}
      menu={items}
      tools={tools}
    >
      {body}
    </CardFrame>
  );
  if (!answers) return frame(<CardWaiting />);
  if (answers instanceof Problem) return frame(<CardFailed error={answers} again={board.answers.again} />);
  if (card.kind === "number") {
    const row = answers.now.rows[0] ?? whole;
    return frame(
      <NumberBody title={title} metric={metric} asked={asked} answers={answers} open={() => open(row)} />,
    );
  }
  if (!shown || isEmpty(shown.kpi)) {
    return frame(
      <CardEmpty
        title={say("numbers.empty")}
        hint={wordsIn(card.hint, locale) ?? say("numbers.empty.hint")}
      />,
    );
  }
  if (card.kind === "league") {
    const by = card.by ?? "owner";
    return frame(
      <LeagueBody
        title={title}
        label={dimensionLabel({ ...board.meta, ...board.catalogue }, by)}
        by={by}
        metric={metric}
        kpi={answers.now}
        before={answers.before}
        open={(row) => open(row, [by])}
      />,
    );
  }
  const meta = { ...board.meta, ...board.catalogue };
  const openRow = (row: KpiRow) => {
    const point = asked.points.indexOf(String(row[shown.by]));
    // What stood open on a day is asked again for that day.
    if (point >= 0) open(row, [], asked.past[point]);
    else open(row, [shown.by], shown.question);
  };
  if (table) {
    return frame(
      <div className={styles.scroll}>
        <KpiTable kpi={shown.kpi} by={[shown.by]} meta={meta} metric={metric} open={openRow} />
      </div>,
    );
  }
  return frame(
    <Suspense fallback={<CardWaiting />}>
      <ChartBody
        kind={card.kind as "trend" | "bars" | "funnel" | "heat"}
        kpi={shown.kpi}
        before={card.kind === "trend" ? answers.before : undefined}
        by={shown.by}
        order={card.inOrderOf ? board.order[card.inOrderOf] : undefined}
        ends={shown.question}
        title={title}
        metric={metric}
        meta={meta}
        open={openRow}
        keep={keep}
      />
    </Suspense>,
  );
}

interface Table {
  kpi: Kpi;
  by: string;
  question: Question;
}

/** What stands behind a drawing, as one table of one dimension. */
function tableOf(card: Card, asked: Asked, answers: Answers | Problem | undefined): Table | undefined {
  if (!answers || answers instanceof Problem) return undefined;
  if (card.kind === "heat") return { kpi: answers.now, by: "day", question: asked.now };
  if (card.kind !== "trend") return { kpi: answers.now, by: card.by ?? "", question: asked.now };
  const { grain } = pastOf(asked.span);
  const first = answers.past[0];
  if (!first) return undefined;
  const question = asked.past[0] ?? asked.now;
  if (asked.points.length === 0) return { kpi: first, by: grain, question };
  const rows = answers.past.map((kpi, at) => ({
    ...(kpi.rows[0] ?? { value: null }),
    day: asked.points[at],
  }));
  return { kpi: { ...first, rows }, by: "day", question };
}

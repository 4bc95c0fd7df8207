import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Alert, Button, Form, Input, InputNumber, Segmented, Select, Slider } from "antd";
import { useState } from "react";
import { createRow, getKpi, listRows } from "@shell/api/calls";
import { placeErrors } from "@shell/api/problem";
import { nounOf, useMeta } from "@shell/api/queries";
import { fieldOf } from "@shell/resource/fields";
import { useWritten } from "@shell/resource/useWrites";
import { Failed, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { changed, exact, minor, typed } from "./amounts";
import { drawUp, saveSettings } from "./calls";
import styles from "./Settings.module.css";
import plans from "./Targets.module.css";
import { digitsOf } from "./useView";
import { book } from "./words";
import { within, yearOf } from "./year";

/** Whole thousands are what people plan in. */
const ROUNDED = "1000";
/** Numbers that are sums over a year: of them a year can be planned. */
const SUMS = ["money", "count"];

/** A plan from last year's numbers, in one go: for whom, of what, how much more; everything else can be changed afterwards. */
export default function YearScreen() {
  const say = useBook(book);
  const { say: shell, locale, format } = useReader();
  const meta = useMeta(locale);
  const navigate = useNavigate();
  const written = useWritten("target_plans");
  useTitle(say("year.title"));
  const units = useQuery({
    queryKey: ["rows", "units", "to plan"],
    queryFn: ({ signal }) => listRows("units", { limit: 500, sort: "name" }, signal),
  });
  const metrics = (meta?.metrics ?? []).filter((one) => SUMS.includes(one.unit) && one.counts !== "end");
  const usual = ["credited_amount", "won_amount"].find((name) => metrics.some((one) => one.name === name));
  const [chosen, setChosen] = useState<{ unit?: string; metric?: string; year?: number; name?: string }>({});
  const [growth, setGrowth] = useState<number | null>(10);
  const [said, setSaid] = useState<string>();
  const [history, setHistory] = useState(80);
  const [season, setSeason] = useState("history");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string[]>([]);
  // One key for all tries: a second press makes no second plan.
  const [key] = useState(() => crypto.randomUUID());

  const rows = units.data?.rows ?? [];
  const unit = chosen.unit ?? (rows.find((one) => one.kind === "company") ?? rows[0])?.id;
  const metric = metrics.find((one) => one.name === (chosen.metric ?? usual)) ?? metrics[0];
  const now = new Date().getFullYear();
  const year = chosen.year ?? now + 1;
  const start = Number(meta?.company?.fiscal_year_start ?? 1) || 1;
  const span = yearOf(year, start);
  const before = yearOf(year - 1, start);
  const currency = meta?.company?.currency ?? "CNY";
  const money = metric?.unit === "money";
  const digits = money ? digitsOf(currency) : 4;
  const whose = rows.find((one) => one.id === unit);
  const cut = whose && within(whose);
  const last = useQuery({
    queryKey: ["kpi", metric?.name ?? "", "year", before, unit ?? ""],
    queryFn: ({ signal }) => getKpi(metric?.name ?? "", { from: before.from, to: before.to, ...cut }, signal),
    enabled: !!metric && !!cut,
    retry: false,
  });
  if (units.error && !units.data) return <Failed error={units.error} again={() => void units.refetch()} />;
  if (!meta || !units.data) return <Waiting />;

  const value = last.data?.rows[0]?.value;
  const reached = value === null || value === undefined ? 0 : minor(String(value), { digits });
  const step = money ? minor(ROUNDED, { digits }) : 10 ** digits;
  const suggested =
    changed(`${(growth ?? 0) < 0 ? "-" : "+"}${Math.abs(growth ?? 0)}%`, reached, step) ?? reached;
  const text = said ?? (reached > 0 ? exact(suggested, { digits }) : "");
  const total = typed(text, { digits });
  const amount = (size: number) =>
    money
      ? format.money({ amount: exact(size, { digits }), currency })
      : format.number(exact(size, { digits }), 0);
  const name = chosen.name ?? say("year.name", { year });
  const noun = nounOf(meta, "target_plans");
  const seasons = (noun && fieldOf(noun, "season")?.options) ?? [];
  const make = async () => {
    if (!metric || !unit || !total) return;
    setBusy(true);
    setRefused([]);
    try {
      const { row } = await createRow(
        "target_plans",
        {
          name,
          metric: metric.name,
          unit_id: unit,
          ...span,
          grain: "month",
          ...(money ? { amount: total, currency, rounding: ROUNDED } : { quantity: total }),
        },
        key,
      );
      const id = String(row.id);
      const blend = [
        { driver: "history", weight: history },
        { driver: "even", weight: 100 - history },
      ].filter((one) => one.weight > 0);
      await saveSettings(id, { version: row.version, blend, over_assignment: [], season });
      await drawUp(id);
      await written();
      await navigate({ to: "/$noun/$id", params: { noun: "target_plans", id } });
    } catch (error) {
      setRefused(placeErrors(error, []).general);
      setBusy(false);
    }
  };
  return (
    <article className={plans.page}>
      <header className={plans.head}>
        <div className={plans.title}>
          <h1>{say("year.title")}</h1>
          <p className="muted">{say("year.lead")}</p>
        </div>
      </header>
      <div className={plans.body}>
        <Form layout="vertical" className={styles.year_form} onFinish={() => void make()}>
          {refused.map((line) => (
            <Alert key={line} type="error" showIcon role="alert" title={line} />
          ))}
          <div className={styles.pair}>
            <Form.Item label={say("year.unit")} htmlFor="year-unit">
              <Select
                id="year-unit"
                value={unit}
                showSearch={{ optionFilterProp: "label" }}
                options={rows.map((one) => ({ value: one.id, label: String(one.name) }))}
                onChange={(unit: string) => setChosen({ ...chosen, unit })}
              />
            </Form.Item>
            <Form.Item label={say("year.year")}>
              <Segmented<number>
                aria-label={say("year.year")}
                value={year}
                options={[now, now + 1]}
                onChange={(year) => setChosen({ ...chosen, year })}
              />
            </Form.Item>
          </div>
          <Form.Item label={say("year.metric")} htmlFor="year-metric" extra={metric?.help ?? undefined}>
            <Select
              id="year-metric"
              value={metric?.name}
              showSearch={{ optionFilterProp: "label" }}
              options={metrics.map((one) => ({ value: one.name, label: one.label }))}
              onChange={(metric: string) => {
                setChosen({ ...chosen, metric });
                setSaid(undefined);
              }}
            />
          </Form.Item>
          <div className={styles.last} role="status">
            <dl>
              <div>
                <dt>{say("year.last", { from: format.date(before.from), to: format.date(before.to) })}</dt>
                <dd>{last.isLoading ? "…" : reached > 0 ? amount(reached) : say("year.last.none")}</dd>
              </div>
            </dl>
          </div>
          <div className={styles.pair}>
            <Form.Item label={say("year.growth")} htmlFor="year-growth">
              <InputNumber<number>
                id="year-growth"
                value={said === undefined ? growth : null}
                min={-90}
                max={900}
                precision={2}
                suffix="%"
                disabled={reached === 0}
                onChange={(value) => {
                  setGrowth(value);
                  setSaid(undefined);
                }}
              />
            </Form.Item>
            <Form.Item
              label={say("year.total")}
              htmlFor="year-total"
              validateStatus={text && !total ? "error" : undefined}
              help={text && !total ? say("value.wrong") : undefined}
            >
              <Input
                id="year-total"
                inputMode="decimal"
                value={said ?? text.replace(/\B(?=(\d{3})+(?!\d))/g, ",")}
                suffix={money ? currency : undefined}
                onChange={(event) => setSaid(event.target.value)}
              />
            </Form.Item>
          </div>
          <Form.Item label={say("year.history", { history, even: 100 - history })}>
            <Slider
              ariaLabelForHandle={say("year.history", { history, even: 100 - history })}
              value={history}
              step={5}
              onChange={setHistory}
            />
          </Form.Item>
          {seasons.length > 0 && (
            <Form.Item label={say("settings.season")}>
              <Segmented
                aria-label={say("settings.season")}
                value={season}
                options={seasons
                  .filter((one) => one.value !== "by_hand")
                  .map(({ value, label }) => ({ value, label }))}
                onChange={(next: string) => setSeason(next)}
              />
            </Form.Item>
          )}
          <Form.Item label={say("year.called")} htmlFor="year-name">
            <Input
              id="year-name"
              value={name}
              onChange={(event) => setChosen({ ...chosen, name: event.target.value })}
            />
          </Form.Item>
          <div className={plans.deeds}>
            <Button type="primary" htmlType="submit" loading={busy} disabled={!total || !name.trim()}>
              {say("year.make")}
            </Button>
            <Button onClick={() => void navigate({ to: "/$noun", params: { noun: "target_plans" } })}>
              {shell("form.cancel")}
            </Button>
          </div>
        </Form>
      </div>
    </article>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Drawer, Input, InputNumber, Segmented, Select } from "antd";
import { useMemo, useState, type ReactNode } from "react";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Envelope, Noun } from "@shell/api/types";
import { fieldOf } from "@shell/resource/fields";
import { useWritten } from "@shell/resource/useWrites";
import { Waiting } from "@shell/shell/States";
import { DeleteOutlined, PlusOutlined } from "@shell/theme/icons";
import { useBook, useReader } from "@shell/words/Reader";
import { decimal, typed, written } from "./amounts";
import { getSettings, saveSettings } from "./calls";
import { bodyOf, chain, evened, formOf, sumOfWeights, type SettingsForm } from "./settings";
import styles from "./Settings.module.css";
import { named, type Speech } from "./told";
import { deepest } from "./tree";
import type { Grid } from "./types";
import { digitsOf } from "./useView";
import { Weights } from "./Weights";
import { book } from "./words";

interface Props {
  noun: Noun;
  envelope: Envelope;
  grid: Grid | undefined;
  mayEdit: boolean;
  saved: () => void;
  close: () => void;
}

/** How the total is spread, as sentences somebody who plans would say, with what comes of them beside each. */
export default function SettingsDrawer({ noun, envelope, grid, mayEdit, saved, close }: Props) {
  const say = useBook(book);
  const { say: shell, format, locale } = useReader();
  const meta = useMeta(locale);
  const written_ = useWritten("target_plans");
  const { row } = envelope;
  const id = String(row.id);
  const money = row.quantity === null || row.quantity === undefined;
  const currency = money ? String(row.currency ?? "CNY") : null;
  const digits = currency ? digitsOf(currency) : 4;
  const found = useQuery({ queryKey: ["target-settings", id], queryFn: () => getSettings(id), retry: false });
  const [form, setForm] = useState<SettingsForm>(() => formOf(row, grid?.blend));
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string[]>([]);
  const set = (change: Partial<SettingsForm>) => setForm((old) => ({ ...old, ...change }));
  const levels = grid ? deepest(grid.rows) : Math.max(1, form.over.length);
  const level = (at: number) => found.data?.levels[at] ?? say("level.n", { n: at + 2 });
  const total = typed(form.total, { digits });
  const steps = useMemo(
    () => (total ? chain(total, digits, form.padding, form.over.slice(0, levels)) : []),
    [total, digits, form.padding, form.over, levels],
  );
  const amount = (value: number) =>
    currency
      ? format.money({ amount: decimal(value, { digits }), currency })
      : written(value, { digits, shown: 0 });
  const weights = sumOfWeights(form.blend);
  const known = new Map(found.data?.drivers.map((one) => [one.name, one]));
  const metric = meta?.metrics.find((one) => one.name === row.metric);
  const save = async () => {
    setBusy(true);
    setRefused([]);
    try {
      await saveSettings(id, { version: row.version, ...bodyOf(form, money, digits, levels) });
      await written_();
      saved();
      close();
    } catch (error) {
      const errors = (error as { errors?: { detail: string }[] }).errors ?? [];
      setRefused(errors.length > 0 ? errors.map((one) => one.detail) : [(error as Error).message]);
    } finally {
      setBusy(false);
    }
  };
  const percent = (value: number | null, change: (value: number | null) => void, label: string) => (
    <InputNumber<number>
      aria-label={label}
      value={value}
      min={0}
      max={300}
      precision={2}
      controls={false}
      disabled={!mayEdit}
      suffix="%"
      className={styles.percent}
      onChange={change}
    />
  );
  const valid = !!total && form.blend.every((one) => one.driver) && (form.blend.length === 0 || weights > 0);
  return (
    <Drawer
      open
      onClose={close}
      size={640}
      title={say("settings")}
      styles={{ wrapper: { maxWidth: "100vw" } }}
      footer={
        mayEdit && (
          <div className={styles.foot}>
            <Button type="primary" loading={busy} disabled={!valid} onClick={() => void save()}>
              {shell("form.save")}
            </Button>
            <Button onClick={close}>{shell("form.cancel")}</Button>
          </div>
        )
      }
    >
      {found.isPending && <Waiting lines={10} />}
      <div className={styles.settings}>
        {!mayEdit && <Alert type="info" showIcon title={say("settings.closed")} />}
        {refused.map((text) => (
          <Alert key={text} type="error" showIcon role="alert" title={text} />
        ))}
        <Section title={say("settings.total")} hint={metric?.label ?? nounOf(meta, "target_plans")?.label}>
          <label className={styles.line}>
            <span>{say("settings.total.amount")}</span>
            <Input
              value={form.total}
              disabled={!mayEdit}
              inputMode="decimal"
              suffix={currency ?? undefined}
              status={form.total && !total ? "error" : undefined}
              onChange={(event) => set({ total: event.target.value })}
            />
          </label>
          {money && (
            <label className={styles.line}>
              <span>{say("settings.rounding")}</span>
              <Select
                value={form.rounding}
                disabled={!mayEdit}
                options={["", "1", "100", "1000", "10000"]
                  .concat(form.rounding)
                  .filter(unique)
                  .map((value) => ({
                    value,
                    label: value === "" ? say("rounding.none") : amount(Number(value) * 10 ** digits),
                  }))}
                onChange={(rounding) => set({ rounding })}
              />
            </label>
          )}
        </Section>
        <Section title={say("settings.blend")} hint={say("settings.blend.hint")}>
          {form.blend.length === 0 && <p className="muted">{say("blend.even")}</p>}
          {form.blend.map((one, at) => (
            <div key={at} className={styles.driver}>
              <Select
                aria-label={say("blend.driver", { n: at + 1 })}
                value={one.driver || undefined}
                placeholder={say("blend.choose")}
                disabled={!mayEdit}
                showSearch={{ optionFilterProp: "label" }}
                options={choices(form, at, found.data?.metrics ?? [], [...known.keys()], say)}
                onChange={(driver: string) =>
                  set({
                    blend: form.blend.map((other, nth) =>
                      nth === at
                        ? { ...other, driver, metric: isOwn(driver, [...known.keys()]) ? undefined : driver }
                        : other,
                    ),
                  })
                }
              />
              {percent(
                one.weight,
                (weight) =>
                  set({ blend: form.blend.map((other, nth) => (nth === at ? { ...other, weight } : other)) }),
                say("blend.weight", { n: at + 1 }),
              )}
              <Button
                icon={<DeleteOutlined />}
                disabled={!mayEdit}
                aria-label={say("blend.remove", { n: at + 1 })}
                onClick={() => set({ blend: form.blend.filter((_, nth) => nth !== at) })}
              />
              {known.get(one.driver) && (
                <small className="muted">
                  {say("blend.known", { n: known.get(one.driver)!.people, of: known.get(one.driver)!.of })}
                </small>
              )}
            </div>
          ))}
          <div className={styles.below}>
            {mayEdit && (
              <>
                <Button
                  icon={<PlusOutlined />}
                  onClick={() =>
                    set({ blend: [...form.blend, { driver: "", weight: Math.max(0, 100 - weights) }] })
                  }
                >
                  {say("blend.add")}
                </Button>
                {form.blend.length > 1 && (
                  <Button onClick={() => set({ blend: evened(form.blend) })}>{say("blend.even.out")}</Button>
                )}
              </>
            )}
            {form.blend.length > 0 && (
              <span className={weights === 100 ? styles.good : styles.warn}>
                {weights === 100
                  ? say("blend.sum")
                  : say("blend.sum.other", { n: format.number(weights, 2) })}
              </span>
            )}
          </div>
        </Section>
        <Section title={say("settings.over")} hint={say("settings.over.hint")}>
          <div className={styles.line}>
            <span>{say("settings.padding")}</span>
            {percent(form.padding, (padding) => set({ padding: padding ?? 0 }), say("settings.padding"))}
          </div>
          {Array.from({ length: levels }, (_, at) => (
            <div key={at} className={styles.line}>
              <span>{say("settings.over.level", { level: level(at) })}</span>
              {percent(
                form.over[at] ?? 0,
                (value) => {
                  const over = Array.from({ length: levels }, (_, nth) => form.over[nth] ?? 0);
                  over[at] = value ?? 0;
                  set({ over });
                },
                say("settings.over.level", { level: level(at) }),
              )}
            </div>
          ))}
          {steps.length > 1 && (
            <ol className={styles.chain}>
              {steps.map((value, at) => (
                <li key={at}>
                  <span>{at === 0 ? say("chain.total") : at === 1 ? say("chain.top") : level(at - 2)}</span>
                  <b>{written(value, { digits, shown: 0 })}</b>
                </li>
              ))}
            </ol>
          )}
        </Section>
        <Section title={say("settings.season")} hint={say("settings.season.hint")}>
          <Segmented
            aria-label={say("settings.season")}
            value={form.season}
            disabled={!mayEdit}
            options={(fieldOf(noun, "season")?.options ?? []).map(({ value, label }) => ({ value, label }))}
            onChange={(season: string) => set({ season })}
          />
          <Weights
            periods={found.data?.periods ?? grid?.periods ?? []}
            weights={
              form.season === "by_hand"
                ? form.weights
                : form.season === String(row.season)
                  ? (found.data?.weights ?? []).map(Number)
                  : []
            }
            history={found.data?.history ?? []}
            change={mayEdit && form.season === "by_hand" ? (weights) => set({ weights }) : undefined}
          />
        </Section>
        <Section title={say("settings.lines")} hint={say("settings.lines.hint")}>
          <div className={styles.line}>
            <span>{fieldOf(noun, "stretch")?.label}</span>
            {percent(form.stretch, (stretch) => set({ stretch }), fieldOf(noun, "stretch")?.label ?? "")}
          </div>
          <div className={styles.line}>
            <span>{fieldOf(noun, "challenge")?.label}</span>
            {percent(
              form.challenge,
              (challenge) => set({ challenge }),
              fieldOf(noun, "challenge")?.label ?? "",
            )}
          </div>
        </Section>
      </div>
    </Drawer>
  );
}

const unique = (value: string, at: number, all: string[]) => all.indexOf(value) === at;
const isOwn = (driver: string, known: string[]) =>
  driver === "history" || driver === "even" || known.includes(driver);

/** What people can be compared by: the plan's own past, evenly, what was typed or pasted, and any number of the house. */
function choices(
  form: SettingsForm,
  at: number,
  metrics: { name: string; label: string }[],
  known: string[],
  say: Speech["say"],
) {
  const taken = form.blend.filter((_, nth) => nth !== at).map((one) => one.driver);
  const own = ["history", "even", ...known.filter((name) => name !== "history" && name !== "even")];
  const free = (name: string) => !taken.includes(name);
  const label = (name: string) => named(name, say, metrics);
  return [
    {
      label: say("blend.own"),
      options: own.filter(free).map((value) => ({ value, label: label(value) })),
    },
    {
      label: say("blend.metrics"),
      options: metrics
        .filter((one) => free(one.name) && !own.includes(one.name))
        .map(({ name, label }) => ({ value: name, label })),
    },
  ];
}

function Section({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      {hint && <p className="muted">{hint}</p>}
      {children}
    </section>
  );
}

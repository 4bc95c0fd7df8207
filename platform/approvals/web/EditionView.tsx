import { App, Button, Select, Space } from "antd";
import { Suspense, useState } from "react";
import { deleteRow, editRow, runVerb } from "@shell/api/calls";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Labels, Noun, Value } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { Tone } from "@shell/resource/Cell";
import { describe } from "@shell/resource/describe";
import type { Filter } from "@shell/resource/filter";
import { useWritten } from "@shell/resource/useWrites";
import { useBook, useReader } from "@shell/words/Reader";
import { asked } from "./asked";
import styles from "./Approvals.module.css";
import { StepDialog } from "./StepDialog";
import type { Edition, Step } from "./types";
import { book } from "./words";

const FilterBuilder = part(() => import("@shell/resource/FilterBuilder"));

const TONES = { draft: "blue", active: "green", retired: "default" };

interface Props {
  edition: Edition;
  steps: Step[];
  labels: Labels;
  /** The noun that the flow guards. */
  guards: string;
  /** The act that waits for it. */
  act: string;
  mayEdit: boolean;
}

/** An edition: when it asks, whom, in which order. A draft is changed where it stands. */
export function EditionView({ edition, steps, labels, guards, act, mayEdit }: Props) {
  const say = useBook(book);
  const { say: shell, locale, format } = useReader();
  const { message } = App.useApp();
  const written = useWritten("approval_flow_editions");
  const meta = useMeta(locale);
  const noun = nounOf(meta, guards);
  const conditioned = noun && asked(noun, act, meta, say);
  const [asking, setAsking] = useState(false);
  const [step, setStep] = useState<Step | "new">();
  const voice = { say: shell, format, labels };
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    }
    await written();
  };
  const put = (values: Record<string, Value>) =>
    attempt(() => editRow("approval_flow_editions", edition, values));
  const move = (at: number, by: number) => {
    const [one, other] = [steps[at], steps[at + by]];
    if (!one || !other) return;
    void attempt(async () => {
      // Two of the same place are told apart by who was first: they get places of their own.
      const same = one.place === other.place;
      await editRow("approval_steps", one, { place: same ? other.place + by : other.place });
      if (!same) await editRow("approval_steps", other, { place: one.place });
    });
  };
  return (
    <section className={styles.edition} aria-label={edition.name}>
      <header>
        <h2>{say("edition", { n: edition.edition })}</h2>
        <Tone tone={TONES[edition.state]}>{say(`edition.${edition.state}`)}</Tone>
        {edition.since && (
          <span className="muted">{say("edition.since", { at: format.instant(edition.since) })}</span>
        )}
        {mayEdit && (
          <Button
            type="primary"
            disabled={steps.length === 0}
            onClick={() =>
              void attempt(() =>
                runVerb("approval_flow_editions", edition.id, "put_in_force", { version: edition.version }),
              )
            }
          >
            {say("edition.put_in_force")}
          </Button>
        )}
      </header>
      <dl className={styles.facts}>
        <dt>{say("edition.condition")}</dt>
        <dd>
          {edition.condition && conditioned
            ? describe(edition.condition, conditioned, voice)
            : say("edition.always")}{" "}
          {mayEdit && noun && (
            <Button type="link" size="small" onClick={() => setAsking(true)}>
              {shell("row.edit")}
            </Button>
          )}
        </dd>
        <dt>{say("edition.fields")}</dt>
        <dd>
          {mayEdit && noun ? (
            <Select
              mode="multiple"
              style={{ width: "100%", maxWidth: 420 }}
              aria-label={say("edition.fields")}
              placeholder={say("edition.any")}
              value={edition.fields ?? []}
              showSearch={{ optionFilterProp: "label" }}
              options={noun.fields.map((field) => ({ value: field.name, label: field.label }))}
              onChange={(fields: string[]) => void put({ fields: fields.length > 0 ? fields : null })}
            />
          ) : (
            namesOf(edition.fields, noun) || say("edition.any")
          )}
        </dd>
      </dl>
      <ol className={styles.steps} aria-label={say("steps")}>
        {steps.map((one, at) => (
          <li key={one.id}>
            <div>
              <strong>{one.name}</strong>
              <span className="muted">
                {whoIs(one, labels, say)} · {say(`mode.${one.who === "superiors" ? "sequence" : one.mode}`)}
                {one.days !== null && ` · ${say(`late.${one.late}`, { n: one.days })}`}
              </span>
              {one.condition && conditioned && (
                <span className="muted">
                  {say("step.when", { condition: describe(one.condition, conditioned, voice) })}
                </span>
              )}
            </div>
            {mayEdit && (
              <Space>
                <Button
                  size="small"
                  disabled={at === 0}
                  aria-label={say("step.up", { name: one.name })}
                  onClick={() => move(at, -1)}
                >
                  ↑
                </Button>
                <Button
                  size="small"
                  disabled={at === steps.length - 1}
                  aria-label={say("step.down", { name: one.name })}
                  onClick={() => move(at, 1)}
                >
                  ↓
                </Button>
                <Button size="small" onClick={() => setStep(one)}>
                  {shell("row.edit")}
                </Button>
                <Button
                  size="small"
                  danger
                  onClick={() => void attempt(() => deleteRow("approval_steps", one))}
                >
                  {shell("row.delete")}
                </Button>
              </Space>
            )}
          </li>
        ))}
      </ol>
      {mayEdit && <Button onClick={() => setStep("new")}>{say("step.add")}</Button>}
      {step && (
        <StepDialog
          edition={edition.id}
          step={step === "new" ? undefined : step}
          place={(steps.at(-1)?.place ?? 0) + 1}
          labels={labels}
          noun={noun}
          conditioned={conditioned}
          close={() => setStep(undefined)}
        />
      )}
      {asking && conditioned && (
        <Suspense fallback={null}>
          <FilterBuilder
            noun={conditioned}
            filter={edition.condition ?? undefined}
            labels={labels}
            apply={(condition: Filter | undefined) => {
              setAsking(false);
              void put({ condition: (condition ?? null) as Value });
            }}
            close={() => setAsking(false)}
          />
        </Suspense>
      )}
    </section>
  );
}

function namesOf(fields: string[] | null, noun: Noun | undefined): string {
  return (fields ?? [])
    .map((name) => noun?.fields.find((one) => one.name === name)?.label ?? name)
    .join(", ");
}

type Say = ReturnType<typeof useBook<keyof typeof book.en>>;

function whoIs(step: Step, labels: Labels, say: Say): string {
  switch (step.who) {
    case "people":
      return say("who.people.n", { n: step.people?.length ?? 0 });
    case "position":
      return say("who.position.of", { name: labels[step.position_id ?? ""] ?? "•••" });
    case "role":
      return say("who.role.of", { name: step.role ?? "" });
    case "authority":
      return say("who.authority");
    default:
      return say(`who.${step.who}.level`, { n: step.level ?? 1 });
  }
}

import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Form, Input, Select } from "antd";
import { nounOf, useMeta } from "@shell/api/queries";
import { placeErrors } from "@shell/api/problem";
import type { Field } from "@shell/api/types";
import { RefInput } from "@shell/resource/RefInput";
import { CheckOutlined, CloseOutlined } from "@shell/theme/icons";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Authority.module.css";
import { ask } from "./calls";
import { limits } from "./limits";
import type { Answer, Named, Page, Question } from "./types";
import { book } from "./words";

interface Values {
  act: string;
  kind: string;
  amount?: string;
  percentage?: string;
  margin?: string;
  unit_id?: string | null;
  product?: string;
  tier?: string | null;
  industry?: string;
  channel?: string;
}

const WORDS = ["product", "industry", "channel"] as const;
const SHOWN: (keyof Values)[] = [
  ...(["act", "kind", "amount", "percentage", "margin", "unit_id", "tier"] as const),
  ...WORDS,
];
const said = (text: string | undefined) => text?.trim() ?? "";
const number = (text: string | undefined) => (said(text) ? Number(said(text)) : undefined);

/** "May Li approve 15 % on this?", with the reasons. */
export function AskPanel({ page, day }: { page: Page; day: string | undefined }) {
  const say = useBook(book);
  const { locale } = useReader();
  const meta = useMeta(locale);
  const fields = nounOf(meta, "rights")?.fields ?? [];
  const options = (name: string) => fields.find((field) => field.name === name)?.options ?? [];
  const unit = fields.find((field) => field.name === "unit_id");
  const currency = meta?.company.currency ?? "CNY";
  const [form] = Form.useForm<Values>();
  const asked = useMutation({
    mutationFn: (values: Values) => {
      const question: Question = { act: values.act, kind: values.kind };
      if (said(values.amount)) question.amount = { amount: said(values.amount), currency };
      const [percentage, margin] = [number(values.percentage), number(values.margin)];
      if (percentage !== undefined) question.percentage = percentage;
      if (margin !== undefined) question.margin = margin;
      if (values.unit_id) question.unit_id = values.unit_id;
      if (values.tier) question.tier = values.tier;
      for (const word of WORDS) if (said(values[word])) question[word] = said(values[word]);
      if (day) question.on = day;
      return ask(page.person.id, question);
    },
    onError: (error) =>
      form.setFields(
        placeErrors(error, SHOWN).fields.map((one) => ({ ...one, name: one.name as keyof Values })),
      ),
  });
  const numeric = [{ pattern: /^\s*-?\d+(\.\d+)?\s*$/, message: say("ask.number") }];
  if (!unit) return null;
  const general = asked.error ? placeErrors(asked.error, SHOWN).general : [];
  return (
    <section className={styles.ask} aria-labelledby="authority-ask">
      <h2 id="authority-ask">{say("ask.title")}</h2>
      <p className="muted">{say("ask.lead", { name: page.person.name })}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        className={styles.question}
        initialValues={{ act: "approve", kind: "discount", unit_id: page.unit?.id ?? null }}
        onFinish={(values) => asked.mutate(values)}
        onValuesChange={() => asked.reset()}
      >
        <Form.Item<Values> name="act" label={say("ask.act")}>
          <Select options={options("act").map(({ value, label }) => ({ value, label }))} />
        </Form.Item>
        <Form.Item<Values> name="kind" label={say("ask.kind")}>
          <Select options={options("kind").map(({ value, label }) => ({ value, label }))} />
        </Form.Item>
        <Form.Item<Values> name="percentage" label={say("ask.percentage")} rules={numeric}>
          <Input inputMode="decimal" autoComplete="off" />
        </Form.Item>
        <Form.Item<Values> name="amount" label={say("ask.amount", { currency })} rules={numeric}>
          <Input inputMode="decimal" autoComplete="off" />
        </Form.Item>
        <Form.Item<Values> name="margin" label={say("ask.margin")} rules={numeric}>
          <Input inputMode="decimal" autoComplete="off" />
        </Form.Item>
        <Form.Item<Values> name="unit_id" label={say("ask.unit")}>
          <UnitInput field={{ ...unit, label: say("ask.unit") }} known={page.unit} />
        </Form.Item>
        <Form.Item<Values> name="product" label={say("ask.product")}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item<Values> name="tier" label={say("ask.tier")}>
          <Select allowClear options={options("tier").map(({ value, label }) => ({ value, label }))} />
        </Form.Item>
        <Form.Item<Values> name="industry" label={say("ask.industry")}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item<Values> name="channel" label={say("ask.channel")}>
          <Input autoComplete="off" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={asked.isPending}>
          {say("ask.ask")}
        </Button>
      </Form>
      {general.map((line) => (
        <Alert key={line} type="error" showIcon title={line} role="alert" />
      ))}
      <div aria-live="polite">{asked.data && <Answered answer={asked.data} name={page.person.name} />}</div>
    </section>
  );
}

interface UnitProps {
  field: Field;
  known: Named | null;
  id?: string;
  value?: string | null;
  onChange?: (value: unknown) => void;
}

/** Their own unit is named without asking for it again. */
function UnitInput({ known, ...rest }: UnitProps) {
  return <RefInput {...rest} labels={known ? { [known.id]: known.name } : {}} pickOnly />;
}

function Answered({ answer, name }: { answer: Answer; name: string }) {
  const say = useBook(book);
  const { format } = useReader();
  const about = (right: Answer["by"][number]) =>
    [right.source.name, ...limits(right, say, format), right.place].join(" · ");
  return (
    <div className={styles.answer} data-allowed={answer.allowed ? "" : undefined}>
      <h3>
        {answer.allowed ? <CheckOutlined /> : <CloseOutlined />}{" "}
        {say(answer.allowed ? "ask.yes" : "ask.no", { name })}
      </h3>
      {answer.allowed ? (
        <>
          <h4>{say("ask.by")}</h4>
          <ul>
            {answer.by.map((right) => (
              <li key={right.right_id + (right.source.unit?.id ?? "")}>
                <Link to="/$noun/$id" params={{ noun: "rights", id: right.right_id }} search={{}}>
                  {about(right)}
                </Link>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <>
          <h4>{say("ask.why")}</h4>
          <ul>
            {answer.against.map((why, at) => (
              <li key={at}>
                {why.right && <span className="muted">{format.named(why.right.source.name, "")} </span>}
                {why.text}
              </li>
            ))}
          </ul>
          <h4>{say("ask.who")}</h4>
          {answer.holders.length === 0 ? (
            <p>{say("ask.nobody")}</p>
          ) : (
            <ul className={styles.people}>
              {answer.holders.map((person) => (
                <li key={person.id}>
                  <Link to={`/people/${person.id}/authority` as string}>{person.name}</Link>
                </li>
              ))}
              {answer.more > 0 && <li className="muted">{say("ask.more", { count: answer.more })}</li>}
            </ul>
          )}
        </>
      )}
    </div>
  );
}

import { Alert, App, Button, Form, Input } from "antd";
import { useState } from "react";
import { runVerb } from "@shell/api/calls";
import { nounOf, useMeta } from "@shell/api/queries";
import { isSent } from "@shell/approval/ask";
import { Tone } from "@shell/resource/Cell";
import { Timeline } from "@shell/resource/Timeline";
import { useWritten } from "@shell/resource/useWrites";
import { CommentBox } from "@shell/story/CommentBox";
import { useBook, useReader } from "@shell/words/Reader";
import { typed } from "./amounts";
import styles from "./Place.module.css";
import { bottomUp, looks as lookAt } from "./sheet";
import { tones } from "./tones";
import type { Grid, Line, Say } from "./types";
import { digitsOf } from "./useView";
import { book, type TargetWord } from "./words";

interface Props {
  grid: Grid;
  line: Line;
  amount: (value: number) => string;
  plain: (value: number) => string;
  turned: () => void;
}

/** What was handed down beside what was answered, what can be said now, and everything that was said before. */
export function TalkPanel({ grid, line, amount, plain, turned }: Props) {
  const say = useBook(book);
  const { locale } = useReader();
  const { message } = App.useApp();
  const meta = useMeta(locale);
  const written = useWritten("target_nodes");
  const [saying, setSaying] = useState<Say>();
  const [busy, setBusy] = useState<Say>();
  const [refused, setRefused] = useState<string>();
  const noun = nounOf(meta, "target_nodes");
  const activities = nounOf(meta, "activities");
  const up = bottomUp(line, lookAt(grid.rows, { digits: 0 }));
  const may = line.may ?? [];
  const run = async (verb: Say, body: Record<string, string>) => {
    setBusy(verb);
    setRefused(undefined);
    try {
      await runVerb("target_nodes", line.node, verb, {
        ...body,
        ...(line.version === undefined ? {} : { version: line.version }),
      });
      await written();
      void message.success(say(`said.${verb}` as TargetWord, { name: line.name }));
      setSaying(undefined);
      turned();
    } catch (error) {
      if (isSent(error)) setSaying(undefined);
      else setRefused(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(undefined);
    }
  };
  const asks = (verb: Say) => verb === "propose" || verb === "send_back";
  return (
    <>
      <dl className={styles.sides}>
        <div>
          <dt>{say("top.down")}</dt>
          <dd>{amount(line.value)}</dd>
        </div>
        <div>
          <dt>{say(line.proposed === null && up !== null ? "bottom.up.below" : "bottom.up")}</dt>
          <dd>{up === null ? <span className="muted">{say("bottom.none")}</span> : amount(up)}</dd>
        </div>
        <div>
          <dt>{say("bottom.gap")}</dt>
          <dd data-tone={up === null ? undefined : up < line.value ? "under" : "over"}>
            {up === null ? "–" : `${up > line.value ? "+" : ""}${amount(up - line.value)}`}
          </dd>
        </div>
      </dl>
      <p className={styles.status}>
        <Tone tone={tones[line.talk]}>{say(`talk.${line.talk}` as TargetWord)}</Tone>
        <span className="muted">{say(`talk.${line.talk}.hint` as TargetWord)}</span>
      </p>
      {line.said && <blockquote className={styles.said}>{line.said}</blockquote>}
      {refused && <Alert type="error" showIcon role="alert" title={refused} />}
      {may.length > 0 && !saying && (
        <div className={styles.deeds}>
          {may.map((verb) => (
            <Button
              key={verb}
              type={verb === may[0] ? "primary" : undefined}
              loading={busy === verb}
              onClick={() => (asks(verb) ? setSaying(verb) : void run(verb, {}))}
            >
              {say(`say.${verb}` as TargetWord)}
            </Button>
          ))}
        </div>
      )}
      {saying && (
        <SayForm
          key={saying}
          verb={saying}
          digits={grid.currency ? digitsOf(grid.currency) : 4}
          money={grid.currency !== null}
          start={plain(line.proposed ?? line.value)}
          busy={busy === saying}
          run={(body) => void run(saying, body)}
          close={() => setSaying(undefined)}
        />
      )}
      {noun && activities && (
        <div className={styles.story}>
          <CommentBox noun={noun} id={line.node} title={line.name} activities={activities} />
          <Timeline noun={noun} id={line.node} />
        </div>
      )}
    </>
  );
}

interface FormProps {
  verb: Say;
  digits: number;
  money: boolean;
  start: string;
  busy: boolean;
  run: (body: Record<string, string>) => void;
  close: () => void;
}

function SayForm({ verb, digits, money, start, busy, run, close }: FormProps) {
  const say = useBook(book);
  const { say: shell } = useReader();
  const amounts = verb === "propose";
  return (
    <Form
      layout="vertical"
      initialValues={{ amount: start }}
      onFinish={({ amount, said = "" }: { amount?: string; said?: string }) => {
        const text = amounts ? typed(amount ?? "", { digits }) : undefined;
        run({ ...(text ? { [money ? "amount" : "quantity"]: text } : {}), said });
      }}
    >
      {amounts && (
        <Form.Item
          name="amount"
          label={say("propose.amount")}
          extra={say("value.hint")}
          rules={[
            {
              validator: (_, text: string) =>
                typed(text ?? "", { digits })
                  ? Promise.resolve()
                  : Promise.reject(new Error(say("value.wrong"))),
            },
          ]}
        >
          <Input inputMode="decimal" autoFocus />
        </Form.Item>
      )}
      <Form.Item
        name="said"
        label={say(amounts ? "propose.why" : "send_back.why")}
        rules={[{ required: !amounts, whitespace: true, message: say("said.needed") }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} autoFocus={!amounts} />
      </Form.Item>
      <div className={styles.deeds}>
        <Button type="primary" htmlType="submit" loading={busy}>
          {say(`say.${verb}` as TargetWord)}
        </Button>
        <Button onClick={close}>{shell("form.cancel")}</Button>
      </div>
    </Form>
  );
}

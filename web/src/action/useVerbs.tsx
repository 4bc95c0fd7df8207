import { App } from "antd";
import { type ReactNode, Suspense, useState } from "react";
import { runVerb } from "../api/calls";
import { Problem } from "../api/problem";
import type { Envelope, Noun, Verb } from "../api/types";
import { isSent } from "../approval/ask";
import { screensOf } from "../capabilities";
import { part } from "../parts/part";
import { titleOf } from "../resource/fields";
import { useGone } from "../shell/connection";
import { useWritten } from "../resource/useWrites";
import { useReader } from "../words/Reader";

const VerbDialog = part(() => import("./VerbDialog"));

export interface RefusedVerb {
  verb: Verb;
  why: string;
}

export interface Verbs {
  /** What can be done to the row now, in the noun's order. */
  allowed: Verb[];
  /** What cannot, each with the server's reason. */
  refused: RefusedVerb[];
  /** The verb that is running. */
  busy: string | undefined;
  /** Runs a verb, or asks first for what it needs. */
  start: (verb: Verb) => void;
  /** What is asked; to be drawn once, anywhere. */
  dialog: ReactNode;
}

/**
 * The verbs of one row. What the server does not mention is not for this reader, and is in neither list. `done` is told when
 * one has run.
 */
export function useVerbs(noun: Noun, envelope: Envelope, done?: () => void): Verbs {
  const { say, format } = useReader();
  const { message, modal } = App.useApp();
  const written = useWritten(noun.name);
  const [asking, setAsking] = useState<Verb>();
  const [busy, setBusy] = useState<string>();
  const { row } = envelope;
  // What a verb does depends on how things stand there: unlike an edit it does not wait on this device.
  const gone = useGone();
  const state = new Map((envelope.verbs ?? []).map((one) => [one.name, one]));

  const run = async (verb: Verb, body: Record<string, unknown>) => {
    await runVerb(noun.name, row.id, verb.name, { ...body, version: row.version } as never);
    await written();
    void message.success(say("verb.done", { verb: verb.label, name: titleOf(noun, row) }));
    done?.();
  };
  const runNow = async (verb: Verb) => {
    setBusy(verb.name);
    try {
      await run(verb, {});
    } catch (error) {
      if (!isSent(error)) void message.error(error instanceof Problem ? error.message : String(error));
      await written();
    } finally {
      setBusy(undefined);
    }
  };
  const start = (verb: Verb) => {
    if (verb.fields.length > 0) setAsking(verb);
    else if (verb.danger) {
      modal.confirm({
        title: format.named(verb.label, titleOf(noun, row)),
        content: verb.help,
        okText: verb.label,
        okButtonProps: { danger: true },
        cancelText: say("form.cancel"),
        onOk: () => runNow(verb),
      });
    } else void runNow(verb);
  };

  const Ask = (asking && screensOf(noun.name).dialogs[asking.name]) ?? VerbDialog;
  const known = noun.verbs.filter((verb) => state.has(verb.name));
  const whyNot = (verb: Verb) => {
    const { allowed, refusal } = state.get(verb.name) ?? {};
    if (!allowed) return refusal?.detail ?? say("verb.refused");
    return gone ? say("verb.offline") : undefined;
  };
  return {
    allowed: known.filter((verb) => !whyNot(verb)),
    refused: known.flatMap((verb) => {
      const why = whyNot(verb);
      return why ? [{ verb, why }] : [];
    }),
    busy,
    start,
    dialog: asking && (
      <Suspense fallback={null}>
        <Ask
          verb={asking}
          subject={titleOf(noun, row)}
          labels={envelope.labels}
          noun={noun}
          envelope={envelope}
          run={(body) => run(asking, body)}
          close={() => setAsking(undefined)}
        />
      </Suspense>
    ),
  };
}

import { App } from "antd";
import { type ReactNode, Suspense, useState } from "react";
import { runVerb } from "../api/calls";
import { Problem } from "../api/problem";
import type { Envelope, Noun, Verb } from "../api/types";
import { part } from "../parts/part";
import { titleOf } from "../resource/fields";
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

/** The verbs of one row. What the server does not mention is not for this reader, and is in neither list. */
export function useVerbs(noun: Noun, envelope: Envelope): Verbs {
  const { say, format } = useReader();
  const { message, modal } = App.useApp();
  const written = useWritten(noun.name);
  const [asking, setAsking] = useState<Verb>();
  const [busy, setBusy] = useState<string>();
  const { row } = envelope;
  const state = new Map((envelope.verbs ?? []).map((one) => [one.name, one]));

  const run = async (verb: Verb, body: Record<string, unknown>) => {
    await runVerb(noun.name, row.id, verb.name, { ...body, version: row.version } as never);
    await written();
    void message.success(say("verb.done", { verb: verb.label, name: titleOf(noun, row) }));
  };
  const runNow = async (verb: Verb) => {
    setBusy(verb.name);
    try {
      await run(verb, {});
    } catch (error) {
      void message.error(error instanceof Problem ? error.message : String(error));
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

  return {
    allowed: noun.verbs.filter((verb) => state.get(verb.name)?.allowed),
    refused: noun.verbs
      .filter((verb) => state.get(verb.name)?.allowed === false)
      .map((verb) => ({ verb, why: state.get(verb.name)?.refusal?.detail ?? say("verb.refused") })),
    busy,
    start,
    dialog: asking && (
      <Suspense fallback={null}>
        <VerbDialog
          verb={asking}
          subject={titleOf(noun, row)}
          labels={envelope.labels}
          run={(body) => run(asking, body)}
          close={() => setAsking(undefined)}
        />
      </Suspense>
    ),
  };
}

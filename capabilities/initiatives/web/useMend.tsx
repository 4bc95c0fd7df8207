import { App } from "antd";
import { type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { useVerbs } from "@shell/action/useVerbs";
import { createRow, getRow } from "@shell/api/calls";
import { Problem } from "@shell/api/problem";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Envelope, Noun } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { useWritten } from "@shell/resource/useWrites";
import { useBook, useReader } from "@shell/words/Reader";
import { takeTarget, workOutTrend } from "./calls";
import type { PathCard, Unled } from "./types";
import { book } from "./words";

const FormDrawer = part(() => import("@shell/resource/FormDrawer"));
const KpiDialog = part(() => import("./KpiDialog"));
const SplitDrawer = part(() => import("./SplitDrawer"));

type Form =
  | { what: "kpi"; noun: Noun; initial: Record<string, unknown> }
  | { what: "split"; noun: Noun; path: PathCard }
  | { what: "new"; noun: Noun; initial: Record<string, unknown>; serves?: string }
  | { what: "edit"; noun: Noun; envelope: Envelope }
  | { what: "deed"; noun: Noun; envelope: Envelope; verb: string; nth: number };

export interface Mending {
  /** A new row of a noun, with what is known of it. A resource may serve an initiative from the start. */
  add: (noun: string, initial: Record<string, unknown>, serves?: string) => void;
  edit: (noun: string, id: string) => Promise<void>;
  /** A verb of a row, with its form and its approvals. */
  deed: (noun: string, id: string, verb: string) => Promise<void>;
  workOut: (path: string) => Promise<void>;
  /** The target of a path becomes that of the plans in force. */
  takeTarget: (path: string) => Promise<void>;
  /** A path for a target in force. */
  lead: (target: Unled) => void;
  /** The gap of a path into initiatives, all at once. */
  split: (path: PathCard) => void;
  mayAdd: (noun: string) => boolean;
  dialog: ReactNode;
}

/** A resource that was just made serves what it was made for. */
const serve = (resource: string, initiative: string) =>
  createRow(
    "initiative_resource_uses",
    { resource_id: resource, initiative_id: initiative },
    crypto.randomUUID(),
  );

/** What mends a finding: forms and verbs over rows that are not on a page of their own here. */
export function useMend(): Mending {
  const say = useBook(book);
  const { locale } = useReader();
  const meta = useMeta(locale);
  const written = useWritten();
  const { message } = App.useApp();
  const [form, setForm] = useState<Form>();
  // Whoever cancels and asks again is asked anew.
  const asked = useRef(0);
  const close = () => {
    setForm(undefined);
    void written();
  };
  const told = async (act: () => Promise<unknown>) => {
    try {
      await act();
    } catch (error) {
      void message.error(error instanceof Problem ? error.message : String(error));
    }
  };
  const fetched = (noun: string, id: string, then: (noun: Noun, envelope: Envelope) => void) =>
    told(async () => {
      const known = nounOf(meta, noun);
      if (known) then(known, await getRow(noun, id));
    });
  return {
    add: (name, initial, serves) => {
      const noun = nounOf(meta, name);
      // A path says its KPI by the name in the API; people choose it by what they call it.
      if (noun && name === "paths" && !initial.metric) setForm({ what: "kpi", noun, initial });
      else if (noun) setForm({ what: "new", noun, initial, serves });
    },
    edit: (name, id) => fetched(name, id, (noun, envelope) => setForm({ what: "edit", noun, envelope })),
    deed: (name, id, verb) =>
      fetched(name, id, (noun, envelope) =>
        setForm({ what: "deed", noun, envelope, verb, nth: ++asked.current }),
      ),
    workOut: (path) =>
      told(async () => {
        await workOutTrend(path);
        await written();
        void message.success(say("trend.worked_out"));
      }),
    takeTarget: (path) =>
      told(async () => {
        await takeTarget(path);
        await written();
        void message.success(say("target.taken"));
      }),
    lead: ({ name, metric, unit, person, from, to }) => {
      const noun = nounOf(meta, "paths");
      const initial = { name, metric, unit_id: unit, person_id: person, from, to, target_how: "plan" };
      if (noun) setForm({ what: "new", noun, initial });
    },
    split: (path) => {
      const noun = nounOf(meta, "initiatives");
      if (noun) setForm({ what: "split", noun, path });
    },
    mayAdd: (noun) => nounOf(meta, noun)?.may.create === true,
    dialog: (
      <Suspense fallback={null}>
        {form?.what === "new" && (
          <FormDrawer
            noun={form.noun}
            initial={form.initial as never}
            close={close}
            saved={(row) => {
              const { serves } = form;
              if (serves) void told(() => serve(row.id, serves).then(() => written()));
            }}
          />
        )}
        {form?.what === "kpi" && (
          <KpiDialog
            chosen={(metric) =>
              setForm({ what: "new", noun: form.noun, initial: { ...form.initial, metric } })
            }
            close={close}
          />
        )}
        {form?.what === "split" && <SplitDrawer path={form.path} noun={form.noun} close={close} />}
        {form?.what === "edit" && (
          <FormDrawer noun={form.noun} row={form.envelope.row} labels={form.envelope.labels} close={close} />
        )}
        {form?.what === "deed" && <Deed key={form.nth} form={form} close={close} />}
      </Suspense>
    ),
  };
}

/** Starts one verb of one row as soon as it is there. */
function Deed({ form, close }: { form: Extract<Form, { what: "deed" }>; close: () => void }) {
  const { message } = App.useApp();
  const verbs = useVerbs(form.noun, form.envelope, close);
  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    const verb = verbs.allowed.find((one) => one.name === form.verb);
    const refused = verbs.refused.find((one) => one.verb.name === form.verb);
    if (verb) verbs.start(verb);
    else if (refused) void message.error(refused.why);
  });
  return verbs.dialog;
}

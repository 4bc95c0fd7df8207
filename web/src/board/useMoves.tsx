import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import {
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from "react";
import { editRow, runVerb } from "../api/calls";
import { Problem } from "../api/problem";
import type { Envelope, Noun, Row, Verb } from "../api/types";
import { isSent } from "../approval/ask";
import { part } from "../parts/part";
import { fieldOf, sameValue, textOf, titleOf } from "../resource/fields";
import type { Values } from "../resource/formFields";
import { useWritten } from "../resource/useWrites";
import { useReader } from "../words/Reader";
import type { Say } from "../words/words";
import type { BoardSpec, Column, Step } from "./spec";
import { useSettled } from "./useCards";
import type { BoardWord } from "./words";

const VerbDialog = part(() => import("../action/VerbDialog"));
const FillDialog = part(() => import("./FillDialog"));

/** A card on its way from one column to another. */
export interface Move {
  row: Row;
  from: Column;
  to: Column;
  step: Step;
  /** The lane it stays in; empty where the board has none. */
  lane: string;
}

interface Asked {
  move: Move;
  verb: Verb;
}

/** The move that can be taken back, and how. */
interface LastMove {
  move: Move;
  step: Step;
  row: Row;
}

interface Lacking {
  move: Move;
  /** What the reader had filled in for the verb already. */
  form: Values;
  needs: string[];
  why: string;
}

export interface Moves {
  /** Row → where it is shown while nobody knows yet whether it may go there. */
  pending: ReadonlyMap<string, { row: Row; from: string; to: string; lane: string }>;
  start: (row: Row, from: Column, to: Column, lane: string) => void;
  /** What has become of the last move, for whoever listens instead of looking. */
  told: string;
  /** The row that has moved last. */
  last: string | undefined;
  /** How many have moved: the same one may move twice. */
  moved: number;
  dialogs: ReactNode;
}

const UNDO_SECONDS = 8;

/** Moves of cards: shown at once, put back when they are refused, taken back on demand. */
export function useMoves(noun: Noun, spec: BoardSpec, say: Say<BoardWord>): Moves {
  const { format, say: shell } = useReader();
  const { message, modal } = App.useApp();
  const settled = useSettled(noun.name);
  const written = useWritten(noun.name);
  const [pending, setPending] = useState<Moves["pending"]>(new Map());
  const [asked, setAsked] = useState<Asked>();
  const [lacking, setLacking] = useState<Lacking>();
  const [told, setTold] = useState("");
  const [{ last, moved }, setLast] = useState<{ last?: string; moved: number }>({ moved: 0 });
  const arrived = (id: string) => setLast((old) => ({ last: id, moved: old.moved + 1 }));
  // Kept beside what is loaded: whoever opens the deal and comes back can still take the move back, and it is
  // forgotten with everything else when somebody signs out.
  const client = useQueryClient();
  const lastMove = useMemo(() => ["last-move", noun.name], [noun.name]);

  const show = useCallback((move: Move) => {
    const { row, from, to, lane } = move;
    setPending((old) => new Map(old).set(row.id, { row, from: from.id, to: to.id, lane }));
  }, []);
  const putBack = useCallback((id: string) => {
    setPending((old) => {
      const next = new Map(old);
      next.delete(id);
      return next;
    });
  }, []);

  const undo = async (move: Move, step: Step, after: Row) => {
    client.removeQueries({ queryKey: lastMove });
    message.destroy(`moved:${after.id}`);
    const back: Move = { ...move, row: after, from: move.to, to: move.from, step };
    show(back);
    try {
      let { row, labels } = await runVerb(noun.name, after.id, step.verb, {
        ...step.form,
        version: after.version,
      } as never);
      const lost = spec.restores.filter((name) => name in move.row && !sameValue(move.row[name], row[name]));
      if (lost.length > 0 && noun.may.edit) {
        const restored = Object.fromEntries(lost.map((name) => [name, move.row[name]]));
        ({ row, labels } = await editRow(noun.name, row, restored));
      }
      await settled({ row, labels }, move.to.id, move.from.id, move.lane);
      arrived(row.id);
      const text = say("moved.undone", { name: titleOf(noun, row), to: move.from.name });
      setTold(text);
      void message.success(text);
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
      await written();
    } finally {
      putBack(after.id);
    }
  };

  const done = async (move: Move, { row, labels }: Pick<Envelope, "row" | "labels">) => {
    await settled({ row, labels }, move.from.id, move.to.id, move.lane);
    putBack(row.id);
    arrived(row.id);
    const text = say("moved", { name: titleOf(noun, row), to: move.to.name });
    setTold(text);
    const step = spec.back(move.from, move.to);
    const key = `moved:${row.id}`;
    if (step) client.setQueryData<LastMove>(lastMove, { move, step, row });
    else client.removeQueries({ queryKey: lastMove });
    void message.open({
      key,
      type: "success",
      duration: step ? UNDO_SECONDS : 3,
      content: (
        <>
          {text}
          {step && (
            <Button
              type="link"
              size="small"
              aria-keyshortcuts="Control+Z"
              onClick={() => void undo(move, step, row)}
            >
              {say("moved.undo")}
            </Button>
          )}
        </>
      ),
    });
  };

  const refused = (move: Move, why: string) => {
    const text = say("refused", { name: titleOf(noun, move.row), from: move.from.name, why });
    setTold(text);
    void message.error(text, 6);
  };

  /** Somebody was faster: what is different now, and whether it is to move all the same. */
  const conflict = (move: Move, form: Values, current: Row) => {
    const names = [
      noun.title,
      ...spec.restores,
      spec.by,
      spec.worth,
      spec.card.who,
      spec.card.due,
      spec.card.next,
    ];
    const changed = [...new Set(names)]
      .map((name) => fieldOf(noun, name))
      .filter((field) => field !== undefined)
      .filter((field) => field.name in move.row && !sameValue(move.row[field.name], current[field.name]))
      .filter((field) => field.kind !== "ref");
    modal.confirm({
      title: say("conflict.title", { name: titleOf(noun, move.row) }),
      content: changed.map((field) => (
        <p key={field.name}>
          {say("conflict.now", {
            field: field.label,
            value: textOf(field, current[field.name], format) ?? "–",
          })}
        </p>
      )),
      okText: say("conflict.again"),
      cancelText: shell("form.cancel"),
      onOk: () => void run({ ...move, row: { ...move.row, ...current } }, form),
      onCancel: () => void written(),
    });
  };

  /** Gives back what the form has to show beside its fields; everything else is dealt with here. */
  const attempt = async (move: Move, form: Values): Promise<unknown> => {
    show(move);
    try {
      const body = { ...move.step.form, ...form, version: move.row.version };
      await done(move, await runVerb(noun.name, move.row.id, move.step.verb, body as never));
      return undefined;
    } catch (error) {
      if (isSent(error)) {
        putBack(move.row.id);
        return undefined;
      }
      if (error instanceof Problem && error.needs.length > 0) {
        putBack(move.row.id);
        setTold(error.message);
        setLacking({ move, form, needs: error.needs, why: error.message });
        return undefined;
      }
      if (error instanceof Problem && error.conflict) {
        putBack(move.row.id);
        conflict(move, form, error.conflict.current);
        return undefined;
      }
      return error;
    }
  };

  const run = async (move: Move, form: Values) => {
    const error = await attempt(move, form);
    if (error === undefined) return;
    putBack(move.row.id);
    refused(move, error instanceof Error ? error.message : String(error));
    await written();
  };

  const start = (row: Row, from: Column, to: Column, lane: string) => {
    if (from.id === to.id) return;
    const step = spec.drop(from, to);
    const verb = noun.verbs.find((one) => one.name === step?.verb);
    if (!step || !verb) {
      const text = say("nowhere", { from: from.name, to: to.name });
      setTold(text);
      void message.warning(text);
      return;
    }
    const move: Move = { row, from, to, step, lane };
    const open = verb.fields.filter((field) => !(field.name in step.form));
    if (open.length === 0) return void run(move, {});
    show(move);
    setAsked({ move, verb: { ...verb, fields: open } });
  };

  const takeBack = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "z" || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    const made = client.getQueryData<LastMove>(lastMove);
    if (!made || (event.target as Element | null)?.closest("input, textarea")) return;
    event.preventDefault();
    void undo(made.move, made.step, made.row);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => takeBack(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);

  const dialogs = (
    <Suspense fallback={null}>
      {asked && (
        <VerbDialog
          verb={asked.verb}
          subject={titleOf(noun, asked.move.row)}
          run={async (form) => {
            const error = await attempt(asked.move, form);
            if (error !== undefined) throw error instanceof Error ? error : new Error(String(error));
          }}
          close={() => {
            // A move that went through, or that lacks something, is no longer the dialog's.
            putBack(asked.move.row.id);
            setAsked(undefined);
          }}
        />
      )}
      {lacking && (
        <FillDialog
          noun={noun}
          spec={spec}
          say={say}
          row={lacking.move.row}
          to={lacking.move.to.name}
          needs={lacking.needs}
          why={lacking.why}
          filled={(row) => void run({ ...lacking.move, row: { ...lacking.move.row, ...row } }, lacking.form)}
          close={() => setLacking(undefined)}
        />
      )}
    </Suspense>
  );

  const starting = useRef(start);
  useEffect(() => {
    starting.current = start;
  });
  const steady = useCallback<Moves["start"]>((...given) => starting.current(...given), []);
  return useMemo(
    () => ({ pending, start: steady, told, last, moved, dialogs }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the dialogs follow from these two
    [pending, steady, told, last, moved, asked, lacking],
  );
}

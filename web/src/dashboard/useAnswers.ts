import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { jsonInit, rawJson } from "../api/client";
import { Problem, type ProblemDocument } from "../api/problem";
import type { Kpi } from "../api/types";
import { type Asked, listed, type Question } from "./questions";

type Told = Kpi | { problem: ProblemDocument };

/** Questions of one request; what is more goes into another beside it. */
const MOST = 100;

const keyOf = (question: Question) => JSON.stringify(question);

export interface Answers {
  now: Kpi;
  before?: Kpi;
  past: Kpi[];
}

export interface Answering {
  /** `undefined`: still on its way. */
  of: (asked: Asked) => Answers | Problem | undefined;
  /** When the numbers were worked out. */
  at: string | undefined;
  again: () => void;
}

async function ask(questions: Question[], signal: AbortSignal): Promise<{ answers: Told[]; at: string }> {
  return rawJson("/kpis/ask", { ...jsonInit("POST", { questions }), signal });
}

/** All numbers of a dashboard, in one request. */
export function useAnswers(asked: readonly Asked[], locale: string): Answering {
  const questions = useMemo(() => {
    const all = new Map(asked.flatMap(listed).map((question) => [keyOf(question), question]));
    return [...all.values()];
  }, [asked]);
  const found = useQuery({
    queryKey: ["kpi", "ask", locale, questions],
    queryFn: async ({ signal }) => {
      const parts = [];
      for (let from = 0; from < questions.length; from += MOST)
        parts.push(questions.slice(from, from + MOST));
      const told = await Promise.all(parts.map((part) => ask(part, signal)));
      const answers = new Map<string, Told>();
      parts.forEach((part, nth) =>
        part.forEach((question, at) => {
          const answer = told[nth]?.answers[at];
          if (answer) answers.set(keyOf(question), answer);
        }),
      );
      return { answers, at: told[0]?.at };
    },
    enabled: questions.length > 0,
    // What is asked as before keeps its number while the rest is on its way.
    placeholderData: keepPreviousData,
  });
  const { data, error, refetch } = found;
  return useMemo(() => {
    const read = (one: Asked): Answers | Problem | undefined => {
      if (error) return error instanceof Problem ? error : new Problem({ status: 0, code: "unknown" });
      const told = listed(one).map((question) => data?.answers.get(keyOf(question)));
      const wrong = told.find((answer) => answer && "problem" in answer);
      if (wrong && "problem" in wrong) return new Problem(wrong.problem);
      if (told.some((answer) => !answer)) return undefined;
      const [now, ...rest] = told as [Kpi, ...Kpi[]];
      return one.before ? { now, before: rest[0], past: rest.slice(1) } : { now, past: rest };
    };
    // The same answer is the same object, so that what is drawn from it is not drawn again.
    const held = new WeakMap<Asked, Answers | Problem | undefined>();
    return {
      at: data?.at,
      again: () => void refetch(),
      of: (one) => {
        if (!held.has(one)) held.set(one, read(one));
        return held.get(one);
      },
    };
  }, [data, error, refetch]);
}

import type { Reason } from "./types";
import type { TargetWord } from "./words";

export interface Speech {
  say: (word: TargetWord, values?: Record<string, string | number>) => string;
  amount: (value: number) => string;
  percent: (share: string) => string;
  number: (text: string) => string;
  metrics?: readonly { name: string; label: string }[];
}

/** A step on the way to a number, in the reader's words. */
export function told(reason: Reason, { say, amount, percent, number, metrics }: Speech): string {
  switch (reason.step) {
    case "total":
      return reason.padding
        ? say("why.total.padded", {
            total: amount(reason.total),
            padding: percent(reason.padding),
            amount: amount(reason.amount),
          })
        : say("why.total", { amount: amount(reason.amount) });
    case "parent":
      return reason.over_assignment
        ? say("why.parent.over", {
            value: amount(reason.value),
            over: percent(reason.over_assignment),
            amount: amount(reason.amount),
          })
        : say("why.parent", { amount: amount(reason.amount) });
    case "bucket":
      return say("why.bucket", {
        bucket: reason.bucket,
        share: percent(reason.share),
        amount: amount(reason.amount),
      });
    case "locked":
      return say("why.locked", { value: amount(reason.value) });
    case "driver":
      return say(reason.driver === "even" ? "why.even" : "why.driver", {
        driver: named(reason.driver, say, metrics),
        own: number(reason.own),
        of: number(reason.of),
        share: percent(reason.share),
        weight: percent(reason.weight),
      });
    case "dropped":
      return say("why.dropped", { driver: named(reason.driver, say, metrics) });
    case "share":
      return say("why.share", {
        share: percent(reason.share),
        n: reason.siblings,
        amount: amount(reason.amount),
      });
    case "held":
      return say(`why.held.${reason.at}${reason.below ? ".below" : ""}` as TargetWord, {
        bound: amount(reason.bound),
      });
    case "rest":
      return say("why.rest", { n: reason.free, amount: amount(reason.amount) });
    case "rounded":
      return say("why.rounded", { amount: amount(reason.amount) });
  }
}

const WORDS: Record<string, TargetWord> = {
  history: "driver.history",
  even: "driver.even",
  capacity: "driver.capacity",
  potential: "driver.potential",
  headcount: "driver.headcount",
};

/** Drivers that the house knows have words, metrics their own; others are called what they were called. */
export function named(
  driver: string,
  say: Speech["say"],
  metrics: readonly { name: string; label: string }[] = [],
): string {
  const word = WORDS[driver];
  return word ? say(word) : (metrics.find((one) => one.name === driver)?.label ?? driver);
}

/** What each driver brings of the share: its own share times its weight. Fractions of 1. */
export function parts(reasons: readonly Reason[]): { driver: string; share: number }[] {
  return reasons.flatMap((reason) =>
    reason.step === "driver"
      ? [{ driver: reason.driver, share: Number(reason.share) * Number(reason.weight) }]
      : [],
  );
}

import type { Value } from "@shell/api/types";
import type { Format } from "@shell/words/format";
import type { Say } from "@shell/words/words";
import { type Measure, valueText } from "./values";
import type { AlertWord } from "./words";

export type RuleValues = Record<string, Value>;

/** How many, where the rule leaves it to the usual. */
export const USUAL = { periods: 8, times: 3, percent: 20, deviations: 2 };

const number = (value: Value, usual: number) => (typeof value === "number" ? value : usual);
const word = (value: Value, usual: string) => (typeof value === "string" && value ? value : usual);

/** What is asked of the number, from "is" on. */
export function testText(rule: RuleValues, of: Measure, say: Say<AlertWord>, format: Format): string {
  const side = word(rule.side, "below") as "below" | "above" | "either";
  const grain = word(rule.grain, "week") as "day" | "week" | "month" | "quarter";
  const limit = typeof rule.limit === "number" ? valueText(rule.limit, of, format) : "…";
  const percent = `${format.number(number(rule.percent, USUAL.percent), 0)}%`;
  const one = side === "either" ? "below" : side;
  switch (word(rule.test, "level")) {
    case "running": {
      const times = number(rule.periods, USUAL.times);
      return say(`test.running.${one}`, { limit, times, closes: say(`closes.${grain}`) });
    }
    case "change": {
      const by = typeof rule.amount === "number" ? valueText(rule.amount, of, format) : percent;
      const against = say(rule.against === "year_before" ? "against.year" : "against.before");
      return say(`test.change.${side}`, { by, against });
    }
    case "peers":
      return say(`test.peers.${one}`, { percent });
    case "trend": {
      const periods = number(rule.periods, USUAL.periods);
      return say(`test.trend.${one}`, { percent, periods, grain: say(`grains.${grain}`) });
    }
    case "slide": {
      const times = number(rule.periods, USUAL.times);
      return say(`test.slide.${one}`, { times, closes: say(`closes.${grain}`) });
    }
    case "band": {
      const periods = number(rule.periods, USUAL.periods);
      const deviations = format.number(number(rule.deviations, USUAL.deviations), 1);
      return say(`test.band.${side}`, { deviations, periods, grain: say(`grains.${grain}`) });
    }
    default:
      return say(`test.level.${one}`, { limit });
  }
}

/** The rule as somebody would say it, complete at any moment. */
export function sentence(
  rule: RuleValues,
  metric: { label: string } | undefined,
  of: Measure,
  say: Say<AlertWord>,
  format: Format,
  /** What the unit is called that it is limited to, where that is known. */
  unit?: string,
): string {
  const grain = word(rule.grain, "week") as "day" | "week" | "month" | "quarter";
  const per = word(rule.per, "company") as "company" | "region" | "team" | "manager" | "person" | "account";
  const when =
    rule.window === "so_far"
      ? say("when.so_far", { grain: say(`grain.${grain}`) })
      : rule.window === "trailing"
        ? say("when.trailing", { count: number(rule.trailing, 2), grain: say(`grains.${grain}`) })
        : say("when.closed", { grain: say(`grain.${grain}`) });
  const where = word(rule.conditions, "");
  return say("sentence", {
    number: metric?.label ?? "…",
    per: say(`per.${per}`),
    when,
    where: where ? say("where", { where }) : "",
    within: word(rule.within_id, "") ? say("within", { unit: unit ?? "…" }) : "",
    test: testText(rule, of, say, format),
  });
}

/** Which fields a test asks for; the others say nothing to it. */
export function fieldsOf(rule: RuleValues): Set<string> {
  const wanted = new Set(["test", "side", "nothing", "least"]);
  const add = (...names: string[]) => names.forEach((name) => wanted.add(name));
  switch (word(rule.test, "level")) {
    case "running":
      add("limit", "periods");
      break;
    case "change":
      add("percent", "amount", "against");
      break;
    case "peers":
      add("percent");
      break;
    case "slide":
      add("periods");
      break;
    case "trend":
      add("percent", "periods");
      break;
    case "band":
      add("deviations", "periods");
      break;
    default:
      add("limit");
  }
  return wanted;
}

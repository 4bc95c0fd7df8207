// How a dispute goes on: whose turn it is, by when, and what each of the people in it may do. The server has the last word.
import type { Meta, Noun, Row } from "@shell/api/types";

export type Part = "claimant" | "respondent" | "arbiter" | "onlooker";

export const mayRaise = (meta: Meta) =>
  meta.nouns.some((noun) => noun.name === "disputes" && noun.may.create);

const text = (row: Row, field: string) =>
  typeof row[field] === "string" ? (row[field] as string) : undefined;

/** What somebody is in it. */
export function partOf(row: Row, person: string | null | undefined): Part {
  if (!person) return "onlooker";
  if (row.claimant_id === person) return "claimant";
  if (row.respondent_id === person) return "respondent";
  return row.arbiter_id === person ? "arbiter" : "onlooker";
}

export interface Next {
  /** What has to happen, or has: the word for it. */
  what: "answer" | "rule" | "unanswered" | "appeal" | "appealed" | "closed" | "settled" | "withdrawn";
  /** Whose turn it is; absent where it is nobody's, or either party's. */
  who?: string;
  by?: string;
  late: boolean;
}

/** Whose turn it is, and until when; `today` is the company's day. */
export function nextOf(row: Row, today: string): Next {
  const past = (day: string | undefined) => day !== undefined && day < today;
  const arbiter = text(row, "arbiter_id");
  const ruling = { who: arbiter, by: text(row, "ruling_due"), late: past(text(row, "ruling_due")) };
  switch (row.state) {
    case "filed": {
      const by = text(row, "answer_due");
      if (past(by)) return { what: "unanswered", ...ruling };
      return { what: "answer", who: text(row, "respondent_id"), by, late: false };
    }
    case "answered":
      return { what: "rule", ...ruling };
    case "appealed":
      return { what: "appealed", ...ruling };
    case "ruled":
      return { what: "appeal", by: text(row, "appeal_until"), late: false };
    case "withdrawn":
      return { what: "withdrawn", by: text(row, "closed_on"), late: false };
    default:
      return { what: row.settled_on ? "settled" : "closed", by: text(row, "closed_on"), late: false };
  }
}

/** Verbs that this person may use as it stands, the likeliest first. */
export function verbsFor(row: Row, person: string | null | undefined, today: string): string[] {
  const part = partOf(row, person);
  const appellant = row.appealed_by_id === person;
  const silent = typeof row.answer_due === "string" && row.answer_due < today;
  if (part === "onlooker") return [];
  switch (row.state) {
    case "filed":
      if (part === "arbiter") return silent ? ["rule", "pass_up"] : ["pass_up"];
      return part === "respondent" ? ["answer", "settle"] : ["settle", "withdraw"];
    case "answered":
      if (part === "arbiter") return ["rule", "pass_up"];
      return part === "claimant" ? ["settle", "withdraw"] : ["settle"];
    case "appealed":
      if (part === "arbiter") return ["rule", "pass_up"];
      return appellant ? ["settle", "withdraw"] : ["settle"];
    case "ruled":
      return part === "arbiter" || row.appealed_on ? [] : ["appeal"];
    default:
      return [];
  }
}

/** What somebody else has offered this person, and stands. */
export function offerTo(row: Row, person: string | null | undefined): boolean {
  const part = partOf(row, person);
  const open = ["filed", "answered", "appealed"].includes(String(row.state));
  return (
    open && (part === "claimant" || part === "respondent") && !!row.offer && row.offered_by_id !== person
  );
}

/** The two and the arbiter put something on record until it is decided. */
export function mayGiveEvidence(row: Row, person: string | null | undefined): boolean {
  return partOf(row, person) !== "onlooker" && ["filed", "answered", "appealed"].includes(String(row.state));
}

const KINDS: Record<string, string[]> = {
  accounts: ["account"],
  leads: ["lead"],
  opportunities: ["opportunity", "split"],
};

const ASKED = ["kind", "share", "claim", "wanted_id", "respondent_id", "at_stake"];

/**
 * What is known of a claim about such a row, and the form that asks for the rest. Whoever has the row is the respondent;
 * of one's own row one says who claims it.
 */
export function claimAbout(disputes: Noun, about: string, row: Row, me: string | null | undefined) {
  const kinds = KINDS[about] ?? ["other"];
  // Of a deal one claims the deal or a share of it.
  const asked = ASKED.filter((name) => kinds.length > 1 || (name !== "kind" && name !== "share"));
  const holder = text(row, "owner_id");
  const others = holder !== undefined && holder !== me;
  const fields = asked.flatMap((name) =>
    disputes.fields
      .filter((field) => field.name === name)
      .map((field) => ({
        ...field,
        group: "main",
        required: field.required || (name === "respondent_id" && !others),
        options:
          name === "kind" ? field.options?.filter(({ value }) => kinds.includes(value)) : field.options,
      })),
  );
  return {
    form: { ...disputes, fields },
    given: {
      kind: kinds[0] ?? "other",
      row_noun: about,
      row_id: row.id,
      ...(others ? { respondent_id: holder } : {}),
    },
  };
}

import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Meta, Noun, Row, VerbState } from "@shell/api/types";
import { type Answer, envelopeOf, metaOf, open, problem } from "@shell/testing/app";
import { field, opportunities } from "@shell/testing/nouns";
import { claimAbout, mayGiveEvidence, nextOf, offerTo, partOf, verbsFor } from "./course";
import en from "./en.json";
import type { History } from "./types";
import zh from "./zh.json";

const outcomes = [
  { value: "claimant", label: "For the claimant" },
  { value: "respondent", label: "For the respondent" },
  { value: "shared", label: "Shared" },
];

const verb = (name: string, label: string, fields: Noun["fields"] = []) => ({ name, label, fields });

const disputes: Noun = {
  name: "disputes",
  label: "Dispute",
  plural: "Disputes",
  group: "sell",
  title: "title",
  fields: [
    field("title", "text", { label: "Title", list: true }),
    field("kind", "choice", {
      label: "Kind",
      options: [
        { value: "account", label: "An account" },
        { value: "opportunity", label: "A deal" },
        { value: "split", label: "A split" },
      ],
    }),
    field("state", "choice", {
      label: "State",
      read_only: true,
      options: [
        { value: "filed", label: "Filed" },
        { value: "answered", label: "Answered" },
        { value: "ruled", label: "Ruled" },
      ],
    }),
    field("row_noun", "text", { label: "About (kind)" }),
    field("row_id", "ref", { label: "About", ref: "*" }),
    field("claim", "long_text", { label: "Claim", required: true }),
    field("respondent_id", "ref", { label: "Respondent", ref: "people" }),
    field("share", "percent", { label: "Share asked for" }),
    field("decision", "choice", { label: "Decision", read_only: true, options: outcomes }),
    field("offer", "choice", { label: "Offer", read_only: true, options: outcomes }),
  ],
  verbs: [
    verb("answer", "Answer", [field("answer", "long_text", { label: "Answer", required: true })]),
    verb("settle", "Settle"),
    verb("rule", "Rule", [
      field("decision", "choice", { label: "Decision", required: true, options: outcomes }),
      field("reasons", "long_text", { label: "Reasons", required: true }),
    ]),
    verb("appeal", "Appeal"),
    verb("pass_up", "Pass up"),
    verb("withdraw", "Withdraw"),
  ],
  may: { create: true, edit: true, delete: false },
};

const evidence: Noun = {
  name: "dispute_evidence",
  label: "Evidence",
  plural: "Evidence",
  group: "",
  title: "title",
  fields: [field("statement", "long_text", { label: "Statement" })],
  verbs: [],
  may: { create: true, edit: false, delete: false },
};

const filed = {
  id: "d1",
  version: 3,
  title: "Acme: Bob / Cid",
  kind: "account",
  state: "filed",
  row_noun: "accounts",
  row_id: "a1",
  row_title: "Acme",
  claimant_id: "bob",
  respondent_id: "cid",
  arbiter_id: "ann",
  claim: "I found them at the fair.",
  filed_on: "2026-11-20",
  answer_due: "2190-11-27",
  ruling_due: "2190-12-04",
} as unknown as Row;

const answered = { ...filed, state: "answered", answer: "I looked after them." } as Row;

const history: History = {
  noun: "accounts",
  row: "a1",
  gone: false,
  held: [
    {
      owner: "bob",
      from: "2026-01-05T08:00:00Z",
      to: "2026-03-01T08:00:00Z",
      by: "ann",
      actor: "Ann",
      verb: "create",
      dispute: null,
    },
    {
      owner: "cid",
      from: "2026-03-01T08:00:00Z",
      to: null,
      by: null,
      actor: "import",
      verb: "import",
      dispute: "d1",
    },
  ],
  done: [
    {
      person: "bob",
      count: 3,
      first: "2026-01-06T08:00:00Z",
      last: "2026-02-06T08:00:00Z",
      kinds: { call: 1, visit: 2 },
    },
    { person: "cid", count: 0, first: null, last: null, kinds: {} },
  ],
  labels: { ann: "Ann", bob: "Bob", cid: "Cid" },
};

const labels = { ann: "Ann", bob: "Bob", cid: "Cid" };
const verbs: VerbState[] = disputes.verbs.map(({ name }) => ({ name, allowed: true }));

function show(row: Row, me: string, more: Answer = () => undefined, meta: Meta = metaOf(disputes, evidence)) {
  return open("/disputes/d1", meta, (asked) => {
    const told = more(asked);
    if (told !== undefined) return told;
    if (asked.path === "/session")
      return { user: { id: "u", login: me, name: me, person_id: me }, roles: [], csrf: "c" };
    if (asked.path === "/disputes/d1") return { ...envelopeOf(row, verbs), labels };
    return asked.path === "/disputes/d1/history" ? history : undefined;
  });
}

/** At once: each key of a whole sentence would draw the form anew. */
async function write(input: HTMLElement, text: string) {
  await userEvent.click(input);
  await userEvent.paste(text);
}

describe("a dispute", () => {
  it("shows both sides, whose it was, who was there, and whose turn it is", async () => {
    show(filed, "ann");
    expect(await screen.findByText("Cid answers by 27 Nov 2190")).toBeTruthy();
    const sides = screen.getByRole("region", { name: "Both sides" });
    expect(sides.textContent).toContain("I found them at the fair.");
    expect(sides.textContent).toContain("No answer yet.");
    const owned = await screen.findByRole("region", { name: "Whose it was" });
    const spans = within(owned).getAllByRole("listitem");
    expect(spans.map((one) => one.querySelector("b")?.textContent)).toEqual(["Cid", "Bob"]);
    expect(spans[0]?.textContent).toContain("by import · followed from this dispute");
    const rows = within(screen.getByRole("region", { name: "Who was there" })).getAllByRole("row");
    expect(rows[1]?.textContent).toContain("Bob visit × 2");
    expect(rows[2]?.textContent).toBe("Cid0––");
    expect(screen.getByRole("link", { name: "Open Acme" }).getAttribute("href")).toBe("/accounts/a1");
    expect(screen.getByText("Nothing has been put on record.")).toBeTruthy();
  });

  it("offers each what is theirs to do", async () => {
    show(answered, "ann");
    const deeds = await screen.findByRole("toolbar", { name: "What you can do" });
    expect(
      within(deeds)
        .getAllByRole("button")
        .map((one) => one.textContent),
    ).toEqual(["Rule", "Pass up"]);
    expect(await screen.findByText(/You decide\./)).toBeTruthy();
  });

  it("offers onlookers nothing", async () => {
    show(answered, "una");
    expect(await screen.findByText("Ann rules by 4 Dec 2190")).toBeTruthy();
    expect(screen.queryByRole("toolbar", { name: "What you can do" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Put on record" })).toBeNull();
  });

  it("says beside the form why a ruling is refused", async () => {
    const asked = show(answered, "ann", ({ path }) =>
      path === "/disputes/d1/rule"
        ? problem(409, { code: "disputes.changed_hands", detail: "the row changed hands meanwhile" })
        : undefined,
    );
    await userEvent.click(await screen.findByRole("button", { name: "Rule" }));
    const dialog = await screen.findByRole("dialog");
    await write(within(dialog).getByLabelText(/Reasons/), "Bob was there first.");
    await userEvent.click(within(dialog).getByRole("combobox", { name: /Decision/ }));
    await userEvent.click(await screen.findByTitle("For the claimant"));
    await userEvent.click(within(dialog).getByRole("button", { name: "Rule" }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain("changed hands meanwhile");
    const sent = asked.find(({ path }) => path === "/disputes/d1/rule");
    expect(sent?.body).toEqual({ decision: "claimant", reasons: "Bob was there first.", version: 3 });
  });

  it("lets the other one agree to an offer by one press", async () => {
    const offered = {
      ...answered,
      offer: "shared",
      offered_by_id: "cid",
      offer_terms: "Both go there.",
    } as Row;
    const asked = show(offered, "bob", ({ path }) =>
      path === "/disputes/d1/settle" ? envelopeOf({ ...offered, state: "closed" } as Row) : undefined,
    );
    expect(await screen.findByText("Cid offers to settle: Shared")).toBeTruthy();
    await userEvent.click(await screen.findByRole("button", { name: "Agree" }));
    await waitFor(() => {
      const sent = asked.find(({ path }) => path === "/disputes/d1/settle");
      expect(sent?.body).toEqual({ outcome: "shared", version: 3 });
    });
  });

  it("tells the ruling and its reasons", async () => {
    const ruled = {
      ...answered,
      state: "ruled",
      decision: "claimant",
      reasons: "Bob was there first.",
      ruled_by_id: "ann",
      ruled_on: "2026-11-23",
      appeal_until: "2190-11-30",
    } as Row;
    show(ruled, "cid");
    const ruling = await screen.findByRole("region", { name: "The ruling" });
    expect(ruling.textContent).toContain("For the claimant");
    expect(ruling.textContent).toContain("Bob was there first.");
    expect(screen.getByText(/Either party may appeal until 30 Nov 2190/)).toBeTruthy();
    expect(await screen.findByRole("button", { name: "Appeal" })).toBeTruthy();
  });

  it("says when the facts could not be read, and shows the rest", async () => {
    show(filed, "cid", ({ path }) =>
      path === "/disputes/d1/history" ? problem(404, { code: "not_found", detail: "not there" }) : undefined,
    );
    expect(await screen.findByText("I found them at the fair.")).toBeTruthy();
    expect(await screen.findByRole("button", { name: "Answer" })).toBeTruthy();
    expect((await screen.findByRole("alert")).textContent).toContain("There is nothing here");
  });
});

describe("raising one", () => {
  it("says how it goes and asks for the claim, with what is known filled in", async () => {
    const asked = open(
      "/disputes/raise/opportunities/o1",
      metaOf(opportunities, disputes),
      ({ method, path }) => {
        if (path === "/opportunities/o1")
          return envelopeOf({ id: "o1", version: 1, name: "Racks", owner_id: "cid" } as Row);
        if (path === "/disputes/d1/history") return history;
        if (method === "POST" || path === "/disputes/d1") return envelopeOf(filed);
        return undefined;
      },
    );
    expect(await screen.findByRole("heading", { name: "Raise a dispute about Racks" })).toBeTruthy();
    const form = await screen.findByRole("dialog");
    await write(within(form).getByLabelText(/Claim/), "It is mine.");
    await userEvent.click(within(form).getByRole("button", { name: "Create" }));
    await waitFor(() => {
      const sent = asked.find(({ method, path }) => method === "POST" && path === "/disputes");
      expect(sent?.body).toEqual({
        claim: "It is mine.",
        kind: "opportunity",
        respondent_id: "cid",
        row_id: "o1",
        row_noun: "opportunities",
      });
    });
  });

  it("is not for those who may file none", async () => {
    const none = { ...disputes, may: { ...disputes.may, create: false } };
    open("/disputes/raise/opportunities/o1", metaOf(opportunities, none), () => undefined);
    expect(await screen.findByText(/no such page|not found|nothing here/i)).toBeTruthy();
  });
});

describe("the course", () => {
  const on = "2026-11-23";
  const with_ = (state: string, more: object = {}) => ({ ...filed, state, ...more }) as Row;

  it("knows whose turn it is", () => {
    expect(nextOf(with_("filed", { answer_due: "2026-11-23" }), on)).toMatchObject({
      what: "answer",
      who: "cid",
    });
    const silent = with_("filed", { answer_due: "2026-11-20", ruling_due: "2026-11-20" });
    expect(nextOf(silent, on)).toMatchObject({ what: "unanswered", who: "ann", late: true });
    expect(nextOf(with_("appealed"), on)).toMatchObject({ what: "appealed", who: "ann", late: false });
    expect(nextOf(with_("closed", { settled_on: on, closed_on: on }), on)).toMatchObject({
      what: "settled",
      by: on,
    });
  });

  it("gives each their verbs", () => {
    const may = (state: string, who: string, more: object = {}) => verbsFor(with_(state, more), who, on);
    expect(may("filed", "bob")).toEqual(["settle", "withdraw"]);
    expect(may("filed", "cid")).toEqual(["answer", "settle"]);
    expect(may("filed", "ann")).toEqual(["pass_up"]);
    expect(may("filed", "ann", { answer_due: "2026-11-20" })).toEqual(["rule", "pass_up"]);
    expect(may("ruled", "bob")).toEqual(["appeal"]);
    expect(may("ruled", "ann")).toEqual([]);
    expect(may("appealed", "cid", { appealed_by_id: "cid" })).toEqual(["settle", "withdraw"]);
    expect(may("closed", "bob")).toEqual([]);
    expect(may("filed", "una")).toEqual([]);
    expect(partOf(filed, undefined)).toBe("onlooker");
  });

  it("offers agreement and evidence to whom they are for", () => {
    const offer = with_("answered", { offer: "shared", offered_by_id: "cid" });
    expect([offerTo(offer, "bob"), offerTo(offer, "cid"), offerTo(offer, "ann")]).toEqual([
      true,
      false,
      false,
    ]);
    expect([mayGiveEvidence(offer, "ann"), mayGiveEvidence(offer, "una")]).toEqual([true, false]);
    expect(mayGiveEvidence(with_("ruled"), "bob")).toBe(false);
  });

  it("asks of a deal whether the deal or a share is claimed, of an account nothing of the kind", () => {
    const deal = { id: "x", version: 1, owner_id: "cid" } as Row;
    const names = (about: string) =>
      claimAbout(disputes, about, deal, "bob").form.fields.map(({ name }) => name);
    expect(names("opportunities")).toEqual(["kind", "share", "claim", "respondent_id"]);
    expect(names("accounts")).toEqual(["claim", "respondent_id"]);
    expect(claimAbout(disputes, "leads", deal, "bob").given.kind).toBe("lead");
  });

  it("knows the respondent of somebody else's row, and asks for one of one's own", () => {
    const deal = { id: "x", version: 1, owner_id: "cid" } as Row;
    const asked = (me: string) => claimAbout(disputes, "leads", deal, me);
    const needed = (me: string) =>
      asked(me).form.fields.find(({ name }) => name === "respondent_id")?.required;
    expect([asked("bob").given.respondent_id, needed("bob")]).toEqual(["cid", false]);
    expect([asked("cid").given.respondent_id, needed("cid")]).toEqual([undefined, true]);
  });
});

describe("words", () => {
  const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]).sort();
  it("say the same in both languages", () => {
    expect(Object.keys(zh)).toEqual(Object.keys(en));
    for (const [key, text] of Object.entries(en))
      expect(holes(zh[key as keyof typeof zh]), key).toEqual(holes(text));
  });
});

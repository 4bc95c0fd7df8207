import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, onTestFinished, test } from "vitest";
import type { Row } from "../api/types";
import { capabilities } from "../capabilities";
import { type Answer, envelopeOf, metaOf, open, problem } from "../testing/app";
import { opportunities } from "../testing/nouns";

const noun = {
  ...opportunities,
  verbs: [
    { name: "win", label: "Mark as won", fields: [] },
    { name: "reopen", label: "Reopen", fields: [] },
  ],
};
const row: Row = {
  id: "r1",
  version: 4,
  name: "Deal",
  account_id: "acme",
  forecast: "commit",
  amount: { amount: "10.00", currency: "CNY" },
  custom: {},
};
const refusal = { code: "opportunities.open", detail: "Only a closed deal can be reopened" };
const verbs = [
  { name: "win", allowed: true },
  { name: "reopen", allowed: false, refusal },
];
const page =
  (more: Answer): Answer =>
  (one) =>
    more(one) ?? (one.path === "/opportunities/r1" ? envelopeOf(row, verbs) : undefined);

test("a verb that can be run is a button; one that is refused is in the menu, off, with its reason", async () => {
  const user = userEvent.setup();
  const asked = open(
    "/opportunities/r1",
    metaOf(noun),
    page(() => undefined),
  );
  const toolbar = await screen.findByRole("toolbar", { name: "Actions" });
  within(toolbar).getByRole("button", { name: "Mark as won" });
  expect(within(toolbar).queryByRole("button", { name: /Reopen/ })).toBeNull();
  await user.click(within(toolbar).getByRole("button", { name: "More actions" }));
  const refused = await screen.findByRole("menuitem", { name: /Reopen/ });
  expect(refused.getAttribute("aria-disabled")).toBe("true");
  expect(refused.textContent).toContain("Only a closed deal can be reopened");
  await user.click(refused);
  expect(asked.some((one) => one.method === "POST")).toBe(false);
});

test("a value is changed where it stands, with the version that was read", async () => {
  const user = userEvent.setup();
  const asked = open(
    "/opportunities/r1",
    metaOf(noun),
    page((one) =>
      one.method === "PATCH" ? envelopeOf({ ...row, name: "Bigger deal", version: 5 }) : undefined,
    ),
  );
  await user.click(await screen.findByRole("button", { name: "Edit Name" }));
  const input = screen.getByRole("textbox", { name: "Name" });
  await user.clear(input);
  await user.type(input, "Bigger deal{Enter}");
  await screen.findByText("Name saved");
  expect(asked.find((one) => one.method === "PATCH")?.body).toEqual({ name: "Bigger deal", version: 4 });
});

test("two people at one row: both values are shown and the choice is sent onto the newer version", async () => {
  const user = userEvent.setup();
  let tries = 0;
  const current = { ...row, name: "Theirs", version: 9 };
  const asked = open(
    "/opportunities/r1",
    metaOf(noun),
    page((one) => {
      if (one.method !== "PATCH") return undefined;
      tries += 1;
      return tries === 1
        ? problem(409, { code: "conflict", detail: "stale", conflict: { current, yours: { name: "Mine" } } })
        : envelopeOf({ ...current, name: "Mine", version: 10 });
    }),
  );
  await user.click(await screen.findByRole("button", { name: "Edit Name" }));
  const input = screen.getByRole("textbox", { name: "Name" });
  await user.clear(input);
  await user.type(input, "Mine{Enter}");
  const dialog = await screen.findByRole("dialog");
  within(dialog).getByText("Theirs");
  within(dialog).getByText("Mine");
  await user.click(within(dialog).getByRole("button", { name: "Save the choice" }));
  await screen.findByText("Name saved");
  expect(asked.filter((one) => one.method === "PATCH").at(-1)?.body).toEqual({ name: "Mine", version: 9 });
});

test("the story names who did what, and hides what this reader may not see", async () => {
  open(
    "/opportunities/r1",
    metaOf(noun),
    page((one) =>
      one.path.endsWith("/timeline")
        ? {
            entries: [
              {
                id: "1",
                at: "2026-01-01T00:00:00Z",
                who: { id: "p", name: "Anna" },
                verb: "edit",
                text: "changed",
                kind: "changed",
                changes: [
                  {
                    field: "amount",
                    label: "Amount",
                    from: { amount: "5.00", currency: "CNY" },
                    to: { amount: "10.00", currency: "CNY" },
                  },
                  { field: "mail", label: "Mail", from: null, to: { masked: true } },
                ],
              },
            ],
            next: null,
          }
        : undefined,
    ),
  );
  const story = await screen.findByRole("region", { name: "History" });
  const entry = await within(story)
    .findByRole("listitem", { name: "" })
    .catch(() => null);
  expect((entry ?? story).textContent).toContain("Anna changed");
  expect(story.textContent).toContain("¥5.00");
  expect(story.textContent).toContain("nothing");
  expect(story.textContent).toContain("•••");
});

test("a part of the page that cannot be drawn leaves the others, and can be asked for again", async () => {
  const user = userEvent.setup();
  let odd = true;
  const Odd = () => {
    if (odd) throw new Error("an answer of another shape");
    return <p>Nothing odd any more</p>;
  };
  capabilities.push({ name: "odd", nouns: { opportunities: { panels: [Odd, () => <p>Another part</p>] } } });
  onTestFinished(() => void capabilities.pop());
  open(
    "/opportunities/r1",
    metaOf(noun),
    page(() => undefined),
  );
  await screen.findByText("Another part");
  const alert = screen.getByText(/This part could not be drawn/).closest<HTMLElement>("[role=alert]")!;
  screen.getByRole("toolbar", { name: "Actions" });
  odd = false;
  await user.click(within(alert).getByRole("button", { name: "Try again" }));
  await screen.findByText("Nothing odd any more");
});

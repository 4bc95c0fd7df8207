import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { type Answer, metaOf, open, problem } from "../testing/app";
import { opportunities } from "../testing/nouns";

const row = (n: number) => ({
  id: `row-${n}`,
  version: 1,
  name: `Deal ${n}`,
  account_id: "acme",
  forecast: "commit",
  amount: { amount: `${n}000.50`, currency: "CNY" },
});
const rows: Answer = ({ path, query }) =>
  path === "/opportunities"
    ? query.get("q") === "nothing"
      ? { rows: [], next: null, total: 0 }
      : { rows: [row(1), row(2)], next: null, total: 2, labels: { acme: "Acme" } }
    : undefined;

test("a list shows each value in the reader's form and a reference by its name", async () => {
  open("/opportunities", metaOf(opportunities), rows);
  const table = await screen.findByRole("table", { name: "Opportunities" });
  await within(table).findByRole("link", { name: "Deal 1" });
  const line = within(table).getAllByRole("row")[1] as HTMLElement;
  expect(
    within(line)
      .getAllByRole("cell")
      .slice(1)
      .map((cell) => cell.textContent),
  ).toEqual(["Deal 1", "Acme", "Commit", "¥1,000.50"]);
});

test("sorting and searching ask the server and stand in the address of the next question", async () => {
  const user = userEvent.setup();
  const asked = open("/opportunities", metaOf(opportunities), rows);
  await user.click(await screen.findByRole("button", { name: "Amount" }));
  await waitFor(() => expect(asked.at(-1)?.query.get("sort")).toBe("amount"));
  await user.type(screen.getByRole("textbox", { name: "Find in Opportunities" }), "nothing");
  await screen.findByText("No row fits");
  expect(
    asked
      .filter((one) => one.path === "/opportunities")
      .at(-1)
      ?.query.get("sort"),
  ).toBe("amount");
});

test("a filter in the address becomes a chip, and taking it away asks again without it", async () => {
  const user = userEvent.setup();
  const filter = { field: "forecast", op: "in", value: ["commit"] };
  const asked = open(
    `/opportunities?filter=${encodeURIComponent(JSON.stringify(filter))}`,
    metaOf(opportunities),
    rows,
  );
  await user.click(await screen.findByRole("button", { name: "Remove filter: Forecast is Commit" }));
  await waitFor(() =>
    expect(
      asked
        .filter((one) => one.path === "/opportunities")
        .at(-1)
        ?.query.has("filter"),
    ).toBe(false),
  );
  const first = asked.find((one) => one.path === "/opportunities");
  expect(JSON.parse(first?.query.get("filter") ?? "")).toEqual(filter);
});

test("what may not be done is not shown", async () => {
  const closed = { ...opportunities, may: { ...opportunities.may, create: false, export: false } };
  open("/opportunities", metaOf(closed), rows);
  await screen.findByRole("link", { name: "Deal 1" });
  expect(screen.queryByRole("button", { name: "New Opportunity" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Export" })).toBeNull();
});

test("a list that cannot be had says why and offers another try", async () => {
  open("/opportunities", metaOf(opportunities), ({ path }) =>
    path === "/opportunities"
      ? problem(400, { code: "filter.malformed", detail: "a filter is an object" })
      : undefined,
  );
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("a filter is an object");
  within(alert).getByRole("button", { name: "Try again" });
});

test("a new row is sent with the session's token, and what is wrong with it stands beside its field", async () => {
  const user = userEvent.setup();
  const asked = open("/opportunities", metaOf(opportunities), (one) => {
    if (one.method !== "POST") return rows(one);
    return problem(422, {
      code: "invalid",
      errors: [{ field: "name", code: "taken", detail: "this name is taken" }],
    });
  });
  await user.click(await screen.findByRole("button", { name: "New Opportunity" }));
  const form = await screen.findByRole("dialog");
  await user.type(within(form).getByLabelText("Name"), "Deal 1{Control>}{Enter}{/Control}");
  await within(form).findByText("this name is taken");
  const sent = asked.find((one) => one.method === "POST");
  expect(sent?.body).toEqual({ name: "Deal 1" });
  expect(sent?.headers.get("X-CSRF-Token")).toBe("token-1");
  expect(sent?.headers.get("Idempotency-Key")).toBeTruthy();
  expect((within(form).getByLabelText("Name") as HTMLInputElement).value).toBe("Deal 1");
});

test("a session that ran out is laid over the page and nothing typed is lost", async () => {
  const user = userEvent.setup();
  let signedOut = true;
  open("/opportunities", metaOf(opportunities), (one) => {
    if (one.method === "POST" && one.path === "/session") {
      signedOut = false;
      return undefined;
    }
    if (one.method === "POST" && signedOut)
      return problem(401, { code: "unauthenticated", detail: "sign in first" });
    return rows(one);
  });
  await user.click(await screen.findByRole("button", { name: "New Opportunity" }));
  const form = await screen.findByRole("dialog");
  await user.type(within(form).getByLabelText("Name"), "Kept{Control>}{Enter}{/Control}");
  const again = (await screen.findByText("Please sign in again")).closest<HTMLElement>(".ant-modal");
  await user.type(within(again as HTMLElement).getByLabelText("Password"), "secret{Enter}");
  await waitFor(() => expect(screen.queryByText("Please sign in again")).toBeNull());
  expect((within(form).getByLabelText("Name") as HTMLInputElement).value).toBe("Kept");
});

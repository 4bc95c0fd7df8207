// Ways to the screens of single capabilities.
import { api } from "./browser.mjs";
import { at, first, list, listens, rowsFrom } from "./ways.mjs";

export const agreement =
  (state, name, then = "") =>
  async (page) => {
    const rows = await rowsFrom(page, "agreements", { q: name, limit: 20 });
    const one = rows.find((row) => row.state === state);
    const way = then === "compare" ? `/compare/${one.amends_id}` : then;
    await at(`/agreements/${one.id}${way}`, way ? "main article section" : "main article section li")(page);
  };
export const library = async (page) => {
  await at("/position_library", "main nav li")(page);
  await page.locator("main nav li button").nth(8).click();
  await page.locator("main article").waitFor();
};
export const sheet = async (page) => {
  await first("/positions?sort=code")(page);
  const id = new URL(page.url()).pathname.split("/").pop();
  const filter = JSON.stringify({ field: "position_id", op: "eq", value: id });
  const [one] = await rowsFrom(page, "position_sheets", { filter, limit: 1 });
  await at(`/position_sheets/${one.id}/print`, "main article")(page);
};
export const fit = async (page) => {
  const filter = JSON.stringify({ field: "code", op: "eq", value: "sales_representative" });
  const [one] = await rowsFrom(page, "positions", { filter, limit: 1 });
  await at(`/positions/${one.id}/fit`, "main section li")(page);
};
export const effects = async (page) => {
  const [one] = await rowsFrom(page, "reorganizations", { limit: 1, sort: "name" });
  await at(`/reorganizations/${one.id}/effects`, "main tbody tr")(page);
};
export const holdings = async (page) => {
  const filter = JSON.stringify({ field: "name", op: "starts", value: "林悦" });
  const [one] = await rowsFrom(page, "people", { filter, limit: 1 });
  await at(`/people/${one.id}/holdings`, "main li a")(page);
};
export const credit = async (page) => {
  const [one] = await rowsFrom(page, "credits", {
    filter: JSON.stringify({ field: "why", op: "eq", value: "ruling" }),
    limit: 1,
  });
  await at(`/opportunities/${one.opportunity_id}`, "main section [role=img]")(page);
  await page.getByRole("button", { name: /^(History|历史)$/ }).click();
  await page.locator("main section ol li").first().waitFor();
};
export const share = async (page) => {
  const [one] = await rowsFrom(page, "credit_overlays", { sort: "id", limit: 1 });
  await at(`/opportunities/${one.opportunity_id}`, "main section h3")(page);
  await page
    .getByRole("button", { name: /^(Share credit|分配业绩)$/ })
    .first()
    .click();
  await page.getByRole("dialog").locator("section").nth(1).waitFor();
};
export const dispute = async (page) => {
  const filter = JSON.stringify({ field: "state", op: "eq", value: "answered" });
  const [one] = await rowsFrom(page, "disputes", { filter, limit: 1 });
  await at(`/disputes/${one.id}`, "main ol li")(page);
};
export const raise = async (page) => {
  const [one] = await rowsFrom(page, "accounts", { limit: 1, sort: "name" });
  await at(`/disputes/raise/accounts/${one.id}`, "main h1")(page);
  await page.getByRole("dialog").waitFor();
};
export const alert = async (page) => {
  const filter = JSON.stringify({ field: "state", op: "in", value: ["open", "acting"] });
  const [one] = await rowsFrom(page, "alerts", { filter, limit: 1, sort: "title" });
  await at(`/alerts/${one.id}`, "main section ol li")(page);
};
export const rule = async (page) => {
  const filter = JSON.stringify({ field: "active", op: "eq", value: true });
  const [one] = await rowsFrom(page, "alert_rules", { filter, limit: 1, sort: "name" });
  await at(`/alert_rules/${one.id}`, "main section table td")(page);
};
export const authority = async (page) => {
  await at("/my_authority", "main tbody tr")(page);
  const panel = page.getByRole("region", { name: /^(Ask|询问)$/ });
  await panel.getByLabel(/^(Per cent|百分比)$/).fill("20");
  await panel.getByRole("button", { name: /^(Ask|询问|询 问)$/ }).click();
  await panel.locator("h3").waitFor();
};
export const policy = async (page, then = "") => {
  await list("/policies?sort=code")(page);
  const filter = JSON.stringify({ field: "code", op: "eq", value: "XS-01" });
  const [one] = await rowsFrom(page, "policies", { filter, limit: 1 });
  await at(`/policies/${one.id}${then}`, "main article section")(page);
};
export const compared = (page) => policy(page, "/compare/1/2");
/** The plan that is being worked on, with all that stands below a region. */
export const targetPlan =
  (then = async () => undefined) =>
  async (page) => {
    const filter = JSON.stringify({ field: "state", op: "eq", value: "working" });
    const [one] = await rowsFrom(page, "target_plans", { filter, limit: 1, sort: "-from" });
    await at(`/target_plans/${one.id}`, "[role=treegrid] [data-row]")(page);
    await then(page);
  };
export const cell = (key, sign) => async (page) => {
  await page.locator("[role=treegrid] [data-row='1'][data-column='1']").click();
  await page.keyboard.press(key);
  await page.getByRole("dialog").locator(sign).first().waitFor();
};
export const targetSettings = async (page) => {
  await page.getByRole("button", { name: /^(Settings|分解设置)$/ }).click();
  await page.getByRole("dialog").locator("section").nth(3).waitFor();
};
export const targetChecks = async (page) => {
  await page.getByRole("button", { name: /^(Checks|检查)$/ }).click();
  await page.getByRole("dialog").getByRole("figure").waitFor();
};
/** The plan in force, about to be planned anew. */
export const replan = async (page) => {
  const filter = JSON.stringify({ field: "state", op: "eq", value: "published" });
  const [one] = await rowsFrom(page, "target_plans", { filter, limit: 1, sort: "-from" });
  await at(`/target_plans/${one.id}`, "[role=treegrid] [data-row]")(page);
  await page.getByRole("button", { name: /^(Plan the rest anew|重新规划余下期间)$/ }).click();
  await page.getByRole("dialog").locator("dl").waitFor();
};
export const scenarios = async (page) => {
  const [one] = await rowsFrom(page, "target_plans", { limit: 1, sort: "-from" });
  await at(`/target_plans/${one.id}/compare`, "main h2, [role=treegrid] [role=rowheader]")(page);
};

/** What one has asked for: the first who looks asks for something, and whoever looks at the same time waits for it. */
const requests = new Map();
const requested = async (page) => {
  await page.goto("/my_approvals");
  const at = new URL(page.url()).origin;
  if (!requests.has(at)) requests.set(at, askedFor(page));
  return requests.get(at);
};
const askedFor = async (page) => {
  const sent = await api(page, "GET", "/approvals/mine?box=asked");
  if (sent.requests.length > 0) return sent.requests[0].id;
  const { user } = await api(page, "GET", "/session");
  const mine = { field: "owner_id", op: "eq", value: user.person_id };
  const filter = JSON.stringify({ and: [mine, { field: "tier", op: "ne", value: "key_account" }] });
  const [account] = await rowsFrom(page, "accounts", { filter, limit: 1 });
  const act = { noun: "accounts", id: account.id, verb: "edit", form: { tier: "key_account" } };
  const reason = "They order for the whole group now.";
  return (await api(page, "POST", "/approvals/send", { ...act, reason })).id;
};
export const asked = async (page) => {
  await requested(page);
  await page.reload();
  await page.getByText(/^(Asked for|我申请的)$/).click();
  await page.locator("main li a").first().waitFor();
  await listens(page);
};
export const request = async (page) => at(`/approvals/${await requested(page)}`, "main aside li")(page);

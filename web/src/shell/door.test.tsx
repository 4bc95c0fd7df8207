import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Answer } from "../testing/app";
import { metaOf, open, problem } from "../testing/app";
import { ownPlace } from "./door";
import { opportunities } from "../testing/nouns";

const owned: Answer = (one) =>
  one.path === "/setup" ? { needs_owner: false, demo: false, demo_sign_ins: [] } : undefined;
const stranger: Answer = (one) =>
  one.path === "/session" ? problem(401, { code: "session.none", detail: "not signed in" }) : owned(one);

test("whoever is signed in goes on from the sign-in page to where they wanted to go", async () => {
  const asked = open("/sign-in?to=%2Fopportunities%3Fsort%3D-amount", metaOf(opportunities), owned);
  await screen.findByRole("heading", { level: 1, name: "Opportunities" });
  await waitFor(() =>
    expect(asked.find((one) => one.path === "/opportunities")?.query.get("sort")).toBe("-amount"),
  );
  expect(screen.queryByLabelText("Password")).toBeNull();
});

test("a place to go on to is one of ours", () => {
  expect(ownPlace("/accounts?q=valves#top")).toBe("/accounts?q=valves#top");
  for (const other of [
    "//elsewhere.example",
    "/\\elsewhere.example",
    "https://elsewhere.example",
    "accounts",
    7,
    undefined,
  ])
    expect(ownPlace(other)).toBeUndefined();
});

test("without a place to go to, that is home; and a stranger's address is none", async () => {
  open("/sign-in?to=%2F%2Felsewhere.example", metaOf(opportunities), owned);
  await screen.findByRole("heading", { level: 1, name: "My team" });
});

test("an installation that has its owner shows nobody the first page again", async () => {
  open("/start", metaOf(opportunities), owned);
  await screen.findByRole("heading", { level: 1, name: "My team" });
});

test("whoever is not signed in is asked who they are", async () => {
  open("/opportunities?sort=-amount", metaOf(opportunities), stranger);
  await screen.findByLabelText("Password");
  screen.getByRole("button", { name: "Sign in" });
});

test("an installation without an owner sends everybody to the first page", async () => {
  open("/sign-in", metaOf(opportunities), (one) =>
    one.path === "/setup" ? { needs_owner: true, demo: false, demo_sign_ins: [] } : stranger(one),
  );
  await screen.findByRole("heading", { level: 1, name: "Welcome to Quartermaster" });
});

test("so it is from every other address", async () => {
  const asked = open("/opportunities", metaOf(opportunities), (one) =>
    one.path === "/setup" ? { needs_owner: true, demo: false, demo_sign_ins: [] } : stranger(one),
  );
  await screen.findByRole("heading", { level: 1, name: "Welcome to Quartermaster" });
  expect(asked.filter((one) => one.path === "/setup").length).toBe(1);
});

test("with no answer at all the form is there", async () => {
  open("/sign-in", metaOf(opportunities), () => problem(503, { code: "unavailable", detail: "later" }));
  await screen.findByLabelText("Password");
});

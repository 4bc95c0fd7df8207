import { expect, test } from "vitest";
import { field } from "../testing/nouns";
import en from "./en.json";
import { callLink, mapLink } from "./links";
import { isWritten, type Logging, NOTHING, stepsOf } from "./visit";
import zh from "./zh.json";

const ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9)";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)";
const how: Logging = {
  about: { noun: "accounts", id: "a1" },
  at: "2026-03-02T04:00:00.000Z",
  mine: true,
  words: { visit: "Visit", next: "Follow up" },
};

test("both languages say the same, with the same places to fill in", () => {
  const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]).sort();
  expect(Object.keys(zh)).toEqual(Object.keys(en));
  for (const [key, text] of Object.entries(en))
    expect(holes(zh[key as keyof typeof zh]), key).toEqual(holes(text));
});

test("a number is dialled without what a dialler does not know", () => {
  expect(callLink("+86 (512) 6288-1234 转 801")).toBe("tel:+8651262881234");
  expect(callLink("ask at the gate")).toBeUndefined();
});

test("an address opens the map that this device has", () => {
  expect(mapLink("苏州 A & B", "zh", ANDROID)).toBe("geo:0,0?q=%E8%8B%8F%E5%B7%9E%20A%20%26%20B");
  expect(mapLink("x", "zh", IPHONE)).toBe("https://maps.apple.com/?q=x");
  expect(mapLink("x", "zh", `${ANDROID} MicroMessenger`)).toContain("uri.amap.com");
  expect(mapLink("x", "en", "X11; Linux")).toContain("google.com/maps");
});

test("a visit goes before its photos, which hang on it, and before the next step", () => {
  const photo = new File(["x"], "p.jpg");
  const visit = { ...NOTHING, text: " Saw the line. ", met: { noun: "contacts", id: "c1" }, photos: [photo] };
  const steps = stepsOf({ ...visit, next: "Send the offer", nextOn: "2026-03-05" }, how);
  expect(steps.map((step) => step.path)).toEqual(["/activities", "/files", "/activities"]);
  expect(steps[0]?.body).toEqual({
    kind: "visit",
    subject_noun: "accounts",
    subject_id: "a1",
    body: "Saw the line.",
    at: how.at,
    met_noun: "contacts",
    met_id: "c1",
  });
  expect(steps[1]).toMatchObject({ body: { comment_id: "{made:0}" }, file: photo });
  expect(steps[2]?.body).toMatchObject({ kind: "task", title: "Send the offer", due_on: "2026-03-05" });
});

test("a deal that has a next step of its own gets it, too", () => {
  const noun = {
    name: "opportunities",
    label: "Opportunity",
    plural: "Opportunities",
    group: "sell",
    title: "name",
    fields: [field("next_step", "text"), field("next_step_on", "date")],
    verbs: [],
    may: { create: true, edit: true, delete: true },
  };
  const row = { id: "o1", version: 4 };
  const steps = stepsOf({ ...NOTHING, nextOn: "2026-03-05" }, { ...how, noun, row });
  expect(steps.at(-1)).toMatchObject({
    method: "PATCH",
    path: "/opportunities/o1",
    body: { next_step: "Follow up", next_step_on: "2026-03-05", version: 4 },
  });
  expect(steps[0]?.body).toMatchObject({ title: "Visit" });
});

test("what was planned is over: its notes stay, and it happened when it was planned, if that was today", () => {
  const planned = { id: "v1", version: 2, body: "Bring the report.", at: "2026-03-02T02:00:00Z" };
  const steps = stepsOf({ ...NOTHING, text: "Accepted.", outcome: "Good" }, { ...how, planned });
  expect(steps.map(({ method, path, body }) => [method ?? "POST", path, body])).toEqual([
    ["PATCH", "/activities/v1", { body: "Bring the report.\n\nAccepted.", version: 2 }],
    ["POST", "/activities/v1/complete", { outcome: "Good" }],
  ]);
  const late = stepsOf(NOTHING, { ...how, planned: { ...planned, at: "2026-02-20T02:00:00Z" } });
  expect(late[0]?.body).toEqual({ at: how.at, version: 2 });
});

test("an empty sheet is closed without a question", () => {
  expect(isWritten(NOTHING)).toBe(false);
  expect(isWritten({ ...NOTHING, next: "x" })).toBe(true);
});

import "fake-indexeddb/auto";
import { QueryClient } from "@tanstack/react-query";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, expect, test, vi } from "vitest";
import { forgetAnswers, keepAnswers, putBack } from "./kept";
import * as store from "./store";

afterEach(async () => {
  await store.close();
  globalThis.indexedDB = new IDBFactory();
});

const sessionOf = (id: string) => ({ user: { id, login: id, name: id }, roles: [], csrf: "c" });

/** A browser in which this person has looked at these answers. */
async function looked(user: string, answers: [unknown[], unknown][]) {
  const queries = new QueryClient();
  const stop = keepAnswers(queries, user);
  queries.setQueryData(["session"], sessionOf(user));
  for (const [key, data] of answers) queries.setQueryData(key, data);
  await vi.waitFor(
    async () => {
      const all = await (await store.database()).getAllFromIndex("answers", "user", user);
      expect(all.length).toBeGreaterThan(0);
    },
    { timeout: 5_000 },
  );
  stop();
}

test("without a connection the page has what its reader looked at last", async () => {
  await looked("u1", [
    [["row", "accounts", "a1", "en", null], { row: { id: "a1" } }],
    [["kpi", "won"], { rows: [] }],
  ]);
  const queries = new QueryClient();
  expect((await putBack(queries))?.user.id).toBe("u1");
  expect(queries.getQueryData(["row", "accounts", "a1", "en", null])).toEqual({ row: { id: "a1" } });
  expect(queries.getQueryData(["kpi", "won"])).toBeUndefined();
});

test("what nothing can be shown without is kept, however large", async () => {
  const meta = { nouns: ["x".repeat(500_000)] };
  await looked("u1", [
    [["meta", "en"], meta],
    [["rows", "accounts"], meta],
  ]);
  const queries = new QueryClient();
  await putBack(queries);
  expect(queries.getQueryData(["meta", "en"])).toEqual(meta);
  expect(queries.getQueryData(["rows", "accounts"])).toBeUndefined();
});

test("somebody else who signs in finds nothing of theirs, then or later", async () => {
  await looked("u1", [[["row", "accounts", "a1", "en", null], { row: { id: "a1" } }]]);
  await looked("u2", []);
  const queries = new QueryClient();
  expect((await putBack(queries))?.user.id).toBe("u2");
  expect(queries.getQueryData(["row", "accounts", "a1", "en", null])).toBeUndefined();
  expect(await (await store.database()).getAllFromIndex("answers", "user", "u1")).toEqual([]);
});

test("signing out forgets all of it, but not what was entered", async () => {
  await looked("u1", []);
  const entry = {
    id: "e",
    user: "u1",
    at: 1,
    kind: "comment",
    title: "x",
    state: "waiting",
    steps: [],
  } as const;
  await store.add({ ...entry, about: { noun: "accounts", id: "a", title: "A" }, steps: [] }, new Map());
  await forgetAnswers();
  expect(await putBack(new QueryClient())).toBeUndefined();
  expect(await store.of("u1")).toHaveLength(1);
});

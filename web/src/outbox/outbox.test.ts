import { Blob as RealBlob, File as RealFile } from "node:buffer";
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  again,
  type Entry,
  isMendable,
  mayHaveArrived,
  mended,
  sendable,
  TRUSTED_MS,
  waitsFor,
} from "./entry";
import * as outbox from "./outbox";
import * as store from "./store";

type Row = Record<string, unknown> & { id: string; version: number };

/** A server that keeps its promise about keys. */
class Server {
  rows: Row[] = [];
  asked: { key: string | null; path: string; body: unknown }[] = [];
  there = true;
  /** Writes, and then the line breaks before the answer. */
  losesAnswers = 0;
  user: string | undefined = "u1";
  refuses: ((body: Record<string, unknown>) => Response | undefined) | undefined;
  private done = new Map<string, string>();

  answer = async (given: Request | string, init?: RequestInit): Promise<Response> => {
    const request = given instanceof Request ? given : new Request(new URL(given, "http://localhost"), init);
    const path = new URL(request.url).pathname.replace("/api/v1", "");
    if (!this.there) throw new TypeError("Failed to fetch");
    if (!this.user) return problem(401, "session.none");
    if (path === "/session") return Response.json({ user: { id: this.user }, csrf: `token of ${this.user}` });
    const key = request.headers.get("Idempotency-Key");
    const form = request.headers.get("Content-Type")?.startsWith("multipart") ?? false;
    const body = form ? { file: true } : ((await request.json()) as Record<string, unknown>);
    this.asked.push({ key, path, body });
    const kept = this.done.get(`${this.user} ${key}`);
    const answer = kept ? Response.json(JSON.parse(kept)) : this.write(request.method, path, body, key);
    if (this.losesAnswers > 0) {
      this.losesAnswers -= 1;
      throw new TypeError("network connection was lost");
    }
    return answer;
  };

  private write(method: string, path: string, body: Record<string, unknown>, key: string | null): Response {
    const refused = this.refuses?.(body);
    if (refused) return refused;
    let row: Row;
    if (method === "PATCH") {
      const found = this.rows.find((one) => path.endsWith(one.id));
      if (!found) return problem(404, "not_found");
      if (found.version !== body.version)
        return problem(409, "conflict", { conflict: { current: found, yours: body } });
      Object.assign(found, body, { version: found.version + 1 });
      row = found;
    } else {
      row = { ...body, id: `row-${this.rows.length + 1}`, version: 1 };
      this.rows.push(row);
    }
    this.done.set(`${this.user} ${key}`, JSON.stringify({ row }));
    return Response.json({ row });
  }
}

function problem(status: number, code: string, more: object = {}): Response {
  return new Response(JSON.stringify({ status, code, detail: code, ...more }), { status });
}

let server: Server;

beforeEach(() => {
  server = new Server();
  vi.stubGlobal("fetch", server.answer);
});
afterEach(async () => {
  outbox.sendFor(undefined);
  await store.close();
  globalThis.indexedDB = new IDBFactory();
});

const comment = (body: string, user = "u1"): outbox.NewEntry => ({
  user,
  kind: "comment",
  about: { noun: "accounts", id: "a1", title: "Acme" },
  title: body,
  steps: [{ path: "/activities", noun: "activities", body: { kind: "comment", body } }],
});
const edit = (version: number, changed: Record<string, string>): outbox.NewEntry => ({
  ...comment(JSON.stringify(changed)),
  kind: "edit",
  steps: [{ method: "PATCH", path: "/accounts/a1", noun: "accounts", body: { ...changed, version } }],
});
const bodies = () => server.rows.map((row) => row.body);

/** Until nothing is left to do that could be done now. */
async function rested(user = "u1") {
  let before = "";
  await vi.waitFor(
    async () => {
      const now = JSON.stringify([await outbox.entriesOf(user), server.asked.length]);
      const same = now === before && !outbox.onItsWay();
      before = now;
      expect(same).toBe(true);
    },
    { interval: 30 },
  );
}

test("what is entered without a connection arrives once it is back, once and in order", async () => {
  server.there = false;
  outbox.sendFor("u1");
  await outbox.keep(comment("first"));
  await outbox.keep(comment("second"));
  await rested();
  expect(await outbox.entriesOf("u1")).toHaveLength(2);
  server.there = true;
  outbox.wake();
  await vi.waitFor(async () => expect(await outbox.entriesOf("u1")).toHaveLength(0));
  expect(bodies()).toEqual(["first", "second"]);
});

test("an answer that is lost after the write does not double it", async () => {
  server.losesAnswers = 2;
  outbox.sendFor("u1");
  await outbox.keep(comment("once"));
  await rested();
  expect(mayHaveArrived((await outbox.entriesOf("u1"))[0] as Entry)).toBe(true);
  outbox.wake();
  await rested();
  outbox.wake();
  await vi.waitFor(async () => expect(await outbox.entriesOf("u1")).toHaveLength(0));
  expect(bodies()).toEqual(["once"]);
  expect(new Set(server.asked.map((one) => one.key)).size).toBe(1);
  expect(server.asked).toHaveLength(3);
});

test("a form's own try whose answer was lost is repeated under the same key", async () => {
  const key = "the form's key";
  server.losesAnswers = 1;
  const body = { kind: "comment", body: "typed" };
  await fetch(
    new Request("http://localhost/api/v1/activities", {
      method: "POST",
      headers: { "Idempotency-Key": key, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  ).catch(() => undefined);
  outbox.sendFor("u1");
  await outbox.keep({
    ...comment("typed"),
    steps: [{ key, tried: true, path: "/activities", noun: "activities", body }],
  });
  await vi.waitFor(async () => expect(await outbox.entriesOf("u1")).toHaveLength(0));
  expect(bodies()).toEqual(["typed"]);
});

test("another person who signs in on the device neither sees nor sends it", async () => {
  server.there = false;
  outbox.sendFor("u1");
  await outbox.keep(comment("mine"));
  await rested();
  server.there = true;
  server.user = "u2";
  outbox.wake();
  outbox.sendFor("u2");
  await rested("u2");
  expect(await outbox.entriesOf("u2")).toEqual([]);
  expect(server.asked).toEqual([]);
  // Signed in as somebody else in another tab, while this page still is theirs.
  outbox.sendFor("u1");
  await rested();
  expect(server.asked).toEqual([]);
  server.user = "u1";
  outbox.wake();
  await vi.waitFor(async () => expect(await outbox.entriesOf("u1")).toHaveLength(0));
  expect(bodies()).toEqual(["mine"]);
});

test("after a session has ended it waits for the same person", async () => {
  server.user = undefined;
  outbox.sendFor("u1");
  await outbox.keep(comment("kept"));
  await rested();
  expect((await outbox.entriesOf("u1"))[0]?.state).toBe("waiting");
  server.user = "u1";
  outbox.wake();
  await vi.waitFor(() => expect(bodies()).toEqual(["kept"]));
});

test("what the server refuses is kept with the reason, and goes mended under a new key", async () => {
  server.refuses = (body) =>
    body.body === "wrong"
      ? problem(422, "invalid", { errors: [{ field: "body", code: "x", detail: "not like this" }] })
      : undefined;
  outbox.sendFor("u1");
  await outbox.keep(comment("wrong"));
  const after = await outbox.keep(comment("after"));
  await rested();
  const [refused, waiting] = (await outbox.entriesOf("u1")) as [Entry, Entry];
  expect(refused.state).toBe("refused");
  expect(refused.problem?.errors?.[0]?.detail).toBe("not like this");
  expect(isMendable(refused)).toBe(true);
  expect(waiting.id).toBe(after.id);
  expect(waitsFor(waiting, [refused, waiting])?.id).toBe(refused.id);
  await outbox.change(refused.id, (now) => mended(now, "a new key", { kind: "comment", body: "right" }));
  await vi.waitFor(async () => expect(await outbox.entriesOf("u1")).toHaveLength(0));
  expect(bodies()).toEqual(["right", "after"]);
});

test("entries of other rows do not wait behind one that is stuck", async () => {
  server.refuses = (body) => (body.body === "wrong" ? problem(409, "no") : undefined);
  outbox.sendFor("u1");
  await outbox.keep(comment("wrong"));
  await outbox.keep({ ...comment("elsewhere"), about: { noun: "accounts", id: "a2", title: "Other" } });
  await vi.waitFor(() => expect(bodies()).toEqual(["elsewhere"]));
});

test("the second edit of a row goes on from the first one's version; a stranger's edit is a conflict", async () => {
  server.rows = [{ id: "a1", version: 3, name: "Acme" }];
  server.there = false;
  outbox.sendFor("u1");
  await outbox.keep(edit(3, { name: "Acme Ltd" }));
  await outbox.keep(edit(3, { phone: "1" }));
  await rested();
  server.there = true;
  outbox.wake();
  await vi.waitFor(async () => expect(await outbox.entriesOf("u1")).toHaveLength(0));
  expect(server.rows[0]).toMatchObject({ name: "Acme Ltd", phone: "1", version: 5 });
  await outbox.keep(edit(3, { name: "Mine" }));
  await rested();
  const [stuck] = (await outbox.entriesOf("u1")) as [Entry];
  expect(stuck.state).toBe("conflict");
  expect(stuck.current).toMatchObject({ name: "Acme Ltd", version: 5 });
});

test("a visit, its photo and the next step arrive each once, though the line breaks between them", async () => {
  outbox.sendFor("u1");
  // jsdom's own cannot be sent.
  const header = { "Content-Type": "application/x-www-form-urlencoded" };
  vi.stubGlobal("FormData", (await new Response("a=1", { headers: header }).formData()).constructor);
  vi.stubGlobal("Blob", RealBlob);
  const photo = new RealFile([new Uint8Array([1, 2, 3])], "p.jpg", { type: "image/jpeg" }) as unknown as File;
  server.losesAnswers = 1;
  await outbox.keep({
    ...comment("visit"),
    kind: "visit",
    steps: [
      { path: "/activities", noun: "activities", body: { kind: "visit" } },
      { path: "/files", noun: "activities", body: { comment_id: "{made:0}" }, file: photo },
      {
        path: "/activities",
        noun: "activities",
        body: { kind: "task", met_id: "{made:0}", title: "typed: {made:0}" },
      },
    ],
  });
  await rested();
  server.losesAnswers = 0;
  outbox.wake();
  await vi.waitFor(async () => expect(await outbox.entriesOf("u1")).toHaveLength(0));
  expect(server.rows).toHaveLength(3);
  expect(server.rows[2]).toMatchObject({ met_id: "row-1", title: "typed: {made:0}" });
  const db = await store.database();
  expect(await db.count("files")).toBe(0);
  vi.unstubAllGlobals();
});

const done = (version: number): outbox.NewEntry => ({
  ...comment("done"),
  kind: "done",
  steps: [{ path: "/accounts/a1/complete", noun: "accounts", body: { version } }],
});

test("a verb that follows an edit of the same row goes on from it, also where the line broke in between", async () => {
  server.rows = [{ id: "a1", version: 3, name: "Acme" }];
  outbox.sendFor("u1");
  // The edit arrives; then nobody answers until much later.
  const first = server.answer;
  vi.stubGlobal("fetch", async (given: Request | string, init?: RequestInit) => {
    const answer = await first(given, init);
    if (given instanceof Request && given.method === "PATCH") server.there = false;
    return answer;
  });
  server.there = false;
  await outbox.keep({
    ...edit(3, { name: "Acme Ltd" }),
    steps: [
      ...edit(3, { name: "Acme Ltd" }).steps,
      { path: "/activities", noun: "activities", body: { kind: "task" } },
    ],
  });
  await outbox.keep(done(3));
  server.there = true;
  outbox.wake();
  await vi.waitFor(() => expect(server.rows[0]?.version).toBe(4));
  await rested();
  const [, verb] = (await outbox.entriesOf("u1")) as [Entry, Entry];
  expect(verb.steps[0]?.body?.version, "what waits knows of the version that we made ourselves").toBe(4);
  vi.stubGlobal("fetch", first);
  server.there = true;
  outbox.wake();
  await vi.waitFor(async () => expect(await outbox.entriesOf("u1")).toHaveLength(0));
  expect(server.asked.at(-1)).toMatchObject({ path: "/accounts/a1/complete", body: { version: 4 } });
});

test("what was mended in another tab goes as it stands there, not as it was read before", async () => {
  const entry = await outbox.keep(comment("first form"));
  const { deliver } = await import("./deliver");
  // The other tab mends it between the look at the list and the sending.
  await outbox.change(entry.id, (now) => mended(now, "a new key", { kind: "comment", body: "second form" }));
  expect((await deliver(entry)).is).toBe("arrived");
  expect(server.asked.map(({ key, body }) => [key, body])).toEqual([
    ["a new key", { kind: "comment", body: "second form" }],
  ]);
  await outbox.discard(entry.id);
  expect((await deliver(entry)).is, "thrown away, it is not sent").toBe("gone");
  expect(server.asked).toHaveLength(1);
});

test("whoever asks late how an entry fared is told at once", async () => {
  server.refuses = () => problem(422, "no");
  outbox.sendFor("u1");
  const { id } = await outbox.keep(comment("wrong"));
  await rested();
  expect(await outbox.settled(id, 60_000)).toBe("stuck");
  await outbox.discard(id);
  expect(await outbox.settled(id, 60_000)).toBe("arrived");
});

test("a full device gives up what was only looked at for what somebody wrote", async () => {
  const db = await store.database();
  await db.put("answers", { id: "x", user: "u1", at: 1, key: ["rows"], data: [] });
  const full = vi.spyOn(db, "transaction").mockImplementationOnce(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  await outbox.keep(comment("kept all the same"));
  full.mockRestore();
  expect(await db.count("answers")).toBe(0);
  expect(await outbox.entriesOf("u1")).toHaveLength(1);
});

test("a device without room says so, and nothing is taken in by half", async () => {
  const full = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const db = await store.database();
  vi.spyOn(db, "transaction").mockImplementation(full);
  await expect(outbox.keep(comment("large"))).rejects.toBeInstanceOf(store.NoRoom);
  vi.restoreAllMocks();
  expect(await outbox.entriesOf("u1")).toEqual([]);
});

test("what may have arrived longer ago than the server remembers is not sent again by itself", async () => {
  server.there = false;
  outbox.sendFor("u1");
  const { id } = await outbox.keep(comment("old"));
  await rested();
  await store.change(id, (now) => ({
    ...now,
    steps: now.steps.map((step) => ({ ...step, tried: Date.now() - TRUSTED_MS - 1 })),
  }));
  server.there = true;
  outbox.wake();
  await rested();
  const [entry] = (await outbox.entriesOf("u1")) as [Entry];
  expect(entry.problem?.code).toBe("outbox.too_old");
  expect(server.asked).toEqual([]);
});

test("one that may be on the server cannot be written otherwise, and one that never went can", async () => {
  server.there = false;
  await outbox.keep(comment("never went"));
  const [fresh] = (await outbox.entriesOf("u1")) as [Entry];
  expect([isMendable(fresh), mayHaveArrived(fresh)]).toEqual([true, false]);
  outbox.sendFor("u1");
  await rested();
  // Nobody answered the question who is signed in, so nothing went.
  const [still] = (await outbox.entriesOf("u1")) as [Entry];
  expect(isMendable(still)).toBe(true);
  const tried = { ...still, steps: still.steps.map((step) => ({ ...step, tried: 1 })) };
  expect([isMendable(tried), mayHaveArrived(tried)]).toEqual([false, true]);
  expect(sendable([{ ...tried, state: "refused" }, again(tried)])).toHaveLength(0);
});

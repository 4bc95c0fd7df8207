// Entries on this device. IndexedDB survives a closed tab, a crash and a flat battery; `localStorage` would not hold a photo.
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Entry } from "./entry";

export interface KeptAnswer {
  /** User and query. */
  id: string;
  user: string;
  at: number;
  key: readonly unknown[];
  data: unknown;
}

interface Schema extends DBSchema {
  entries: { key: string; value: Entry; indexes: { user: string } };
  /** The bytes of files. */
  files: { key: string; value: ArrayBuffer };
  /** Answers to look at without a connection. */
  answers: { key: string; value: KeptAnswer; indexes: { user: string } };
}

/** The device has no room left, or does not let this site keep anything. */
export class NoRoom extends Error {
  constructor(readonly full: boolean) {
    super(full ? "the device is full" : "this browser keeps nothing for this site");
    this.name = "NoRoom";
  }
}

const NAME = "quartermaster";
let opened: Promise<IDBPDatabase<Schema>> | undefined;

export function database(): Promise<IDBPDatabase<Schema>> {
  return (opened ??= openDB<Schema>(NAME, 1, {
    upgrade(db) {
      db.createObjectStore("entries", { keyPath: "id" }).createIndex("user", "user");
      db.createObjectStore("files");
      db.createObjectStore("answers", { keyPath: "id" }).createIndex("user", "user");
    },
    // A newer page wants to change the tables: it goes first, and this one opens them anew.
    blocking: () => void close(),
    terminated: () => (opened = undefined),
  }).catch((error: unknown) => {
    opened = undefined;
    throw new NoRoom(isQuota(error));
  }));
}

export async function close(): Promise<void> {
  const db = await opened?.catch(() => undefined);
  opened = undefined;
  db?.close();
}

function isQuota(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}

async function written<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof NoRoom) throw error;
    if (isQuota(error)) throw new NoRoom(true);
    throw error;
  }
}

/** All of it or nothing: on return it is on the disk. */
export async function add(entry: Entry, files: ReadonlyMap<string, ArrayBuffer>): Promise<void> {
  try {
    await written(put(entry, files));
  } catch (error) {
    if (!(error instanceof NoRoom && error.full)) throw error;
    // What was only looked at makes room for what somebody wrote.
    await written(database().then((db) => db.clear("answers")));
    await written(put(entry, files));
  }
}

async function put(entry: Entry, files: ReadonlyMap<string, ArrayBuffer>): Promise<void> {
  const tx = (await database()).transaction(["entries", "files"], "readwrite", { durability: "strict" });
  const puts: Promise<unknown>[] = [tx.objectStore("entries").add(entry)];
  for (const [key, bytes] of files) puts.push(tx.objectStore("files").put(bytes, key));
  await Promise.all([...puts, tx.done]);
}

export async function of(user: string): Promise<Entry[]> {
  return (await database()).getAllFromIndex("entries", "user", user);
}

export async function get(id: string): Promise<Entry | undefined> {
  return (await database()).get("entries", id);
}

/**
 * Changes an entry as it stands now, if it still is there; another tab may have been quicker. Without a new form it stays
 * as it is. Answers what stands there then.
 */
export function change(id: string, to: (entry: Entry) => Entry | undefined): Promise<Entry | undefined> {
  return written(
    (async () => {
      const tx = (await database()).transaction("entries", "readwrite", { durability: "strict" });
      const now = await tx.store.get(id);
      const next = now && to(now);
      if (next) await tx.store.put(next);
      await tx.done;
      return next ?? now;
    })(),
  );
}

export async function remove(id: string): Promise<void> {
  const tx = (await database()).transaction(["entries", "files"], "readwrite", { durability: "strict" });
  const entry = await tx.objectStore("entries").get(id);
  for (const step of entry?.steps ?? [])
    if (step.file) await tx.objectStore("files").delete(step.file.content);
  await tx.objectStore("entries").delete(id);
  await tx.done;
}

export async function bytes(content: string): Promise<ArrayBuffer | undefined> {
  return (await database()).get("files", content);
}

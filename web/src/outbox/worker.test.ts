import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";

const SOURCE = readFileSync("web/worker.js", "utf8");

type Kept = Map<string, Response>;
type Listener = (event: { waitUntil(work: Promise<unknown>): void }) => void;

/** What a browser keeps for a site, and its server. */
class Device {
  caches = new Map<string, Kept>();
  now = 1_000;

  private storage = {
    open: async (name: string) => {
      const kept: Kept = this.caches.get(name) ?? new Map<string, Response>();
      this.caches.set(name, kept);
      return {
        match: async (path: string) => kept.get(path)?.clone(),
        put: async (path: string, answer: Response) => void kept.set(path, answer),
      };
    },
    keys: async () => [...this.caches.keys()],
    delete: async (name: string) => this.caches.delete(name),
    match: async (path: string) =>
      [...this.caches.values()]
        .map((kept) => kept.get(path))
        .find((one) => one !== undefined)
        ?.clone(),
  };

  /** The worker of a version is read, filled and takes over. */
  async update(version: string, serves = version): Promise<void> {
    const source = SOURCE.replace("%VERSION%", version)
      .replace("%ENTRY%", `assets/entry-${version}.js`)
      .replace('"%HASHED%"', JSON.stringify(`/assets/entry-${version}.js`))
      .replace('"%LOOSE%"', JSON.stringify("/entry.js"));
    const listeners = new Map<string, Listener>();
    const self = {
      addEventListener: (name: string, listener: Listener) => listeners.set(name, listener),
      skipWaiting: () => undefined,
      registration: {},
      clients: { claim: () => undefined },
      location: { origin: "http://localhost" },
    };
    const answers = async () => new Response(`<script src="assets/entry-${serves}.js">`);
    this.now += 1_000;
    const clock = vi.spyOn(Date, "now").mockReturnValue(this.now);
    // The worker's own text, in the place of a browser's worker.
    new Function("self", "caches", "fetch", source)(self, this.storage, answers);
    for (const name of ["install", "activate"]) {
      const works: Promise<unknown>[] = [];
      listeners.get(name)?.({ waitUntil: (work) => works.push(work) });
      await Promise.all(works).finally(() => clock.mockRestore());
    }
  }

  kept = () => [...this.caches.keys()].map((name) => name.replace("qm-shell-", ""));
}

test("the version before stays for pages that are open, whatever order they came in", async () => {
  const device = new Device();
  await device.update("a");
  await device.update("b");
  expect(device.kept()).toEqual(["a", "b"]);
  // The server went back to what it was, and then on.
  await device.update("a");
  await device.update("c");
  expect(device.kept(), "pages of a are open, those of b are not").toEqual(["a", "c"]);
  await device.update("d");
  expect(device.kept()).toEqual(["c", "d"]);
});

test("a page of another version than the worker is not kept", async () => {
  const device = new Device();
  await expect(device.update("b", "c")).rejects.toThrow("another version");
  expect(device.caches.get("qm-shell-b")?.has("/")).toBe(false);
});

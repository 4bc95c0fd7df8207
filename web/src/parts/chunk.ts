// The face is loaded in parts. After the server was updated, a page that was opened before asks for parts by names
// that are gone; what happens then is decided here.

/** A part of the face could not be loaded. */
export class PartMissing extends Error {
  /** After it, whoever asks for the part asks the server anew. */
  forget?: () => void;
  /**
   * It was asked for before, in vain, and the reader was told: some browsers remember that, and ask the server again only in
   * a page that is loaded anew.
   */
  again = false;

  /** `newer`: the server has another version; `silent`: it does not answer; `broken`: neither, so trying again may help. */
  constructor(readonly why: "newer" | "silent" | "broken") {
    super(`a part of the page is missing: ${why}`);
    this.name = "PartMissing";
  }
}

/** Loads a part, or says why it cannot be had. */
export async function chunk<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    // The browser has written into its own console what it could not fetch.
    throw new PartMissing(await reason());
  }
}

/** Whether the server has another version of the web than this page; false where it cannot be told. */
export async function isNewerThere(): Promise<boolean> {
  return (await reason()) === "newer";
}

/** The entry's name holds a digest of what it contains, so another name is another version. */
async function reason(): Promise<PartMissing["why"]> {
  const entry = document.querySelector<HTMLScriptElement>("script[type=module][src]")?.getAttribute("src");
  try {
    const answer = await fetch("/", { cache: "no-store", headers: { Accept: "text/html" } });
    if (!answer.ok || !entry) return "broken";
    return (await answer.text()).includes(entry) ? "broken" : "newer";
  } catch {
    return "silent";
  }
}

/** What a test puts something else in the place of. */
export const page = { reload: () => globalThis.location.reload() };

const LAST = "qm.reloaded";
const AGAIN_AFTER_MS = 60_000;

/** A reload that did not help the first time would not help the second within a minute: then the reader is told instead. */
export function mayReload(now = Date.now()): boolean {
  return now - Number(sessionStorage.getItem(LAST) ?? 0) >= AGAIN_AFTER_MS;
}

/** Loads the page anew without asking. */
export function reloadQuietly(now = Date.now()) {
  sessionStorage.setItem(LAST, String(now));
  page.reload();
}

type Listener = () => void;
const listeners = new Set<Listener>();
let missing: PartMissing | undefined;

/** The part that could not be loaded and has not been spoken of with the reader yet. */
export const missed = {
  now: () => missing,
  watch: (listener: Listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  say: (next: PartMissing | undefined) => {
    missing = next;
    for (const listener of listeners) listener();
  },
};

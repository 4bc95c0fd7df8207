// What somebody was writing, kept in this browser until it is saved, discarded or two weeks old.

const KEPT_MS = 14 * 86_400_000;
const PREFIX = "qm.draft.";

interface Kept<T> {
  at: number;
  value: T;
}

/** One draft. `owner` is the user: who signs in next on this computer does not find it. */
export function draftOf<T>(owner: string | undefined, place: string) {
  const key = `${PREFIX}${owner ?? ""}.${place}`;
  return {
    read(): { at: Date; value: T } | undefined {
      try {
        const kept = JSON.parse(localStorage.getItem(key) ?? "null") as Kept<T> | null;
        if (!kept || Date.now() - kept.at > KEPT_MS) return undefined;
        return { at: new Date(kept.at), value: kept.value };
      } catch {
        return undefined;
      }
    },
    write(value: T) {
      try {
        localStorage.setItem(key, JSON.stringify({ at: Date.now(), value } satisfies Kept<T>));
      } catch {
        // A full or closed store: what is typed is still on the page.
      }
    },
    forget() {
      localStorage.removeItem(key);
    },
  };
}

/** Forgets what is too old. */
export function sweepDrafts(): void {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    try {
      const { at } = JSON.parse(localStorage.getItem(key) ?? "{}") as { at?: number };
      if (at === undefined || Date.now() - at > KEPT_MS) localStorage.removeItem(key);
    } catch {
      localStorage.removeItem(key);
    }
  }
}

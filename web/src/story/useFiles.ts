// Files that are to be sent: chosen, on their way, refused.
import { useCallback, useRef, useState } from "react";
import { isSilent } from "../outbox/later";
import { LARGEST_FILE, type Upload, uploadFile } from "../api/upload";

export interface Sending {
  key: string;
  file: File;
  state: "chosen" | "large" | "sending" | "failed";
  /** 0 to 1. */
  share: number;
  why?: string;
  /** Nobody answered: it may have arrived all the same. */
  silent?: boolean;
}

export function useFiles() {
  const [files, setFiles] = useState<Sending[]>([]);
  const stops = useRef(new Map<string, AbortController>());
  const change = (key: string, next: Partial<Sending>) =>
    setFiles((old) => old.map((one) => (one.key === key ? { ...one, ...next } : one)));

  const add = useCallback((chosen: Iterable<File>) => {
    const added = [...chosen].map((file): Sending => {
      const state = file.size > LARGEST_FILE ? "large" : "chosen";
      return { key: crypto.randomUUID(), file, state, share: 0 };
    });
    if (added.length > 0) setFiles((old) => [...old, ...added]);
  }, []);

  /** Takes it out; one that is on its way is stopped. */
  const remove = useCallback((key: string) => {
    stops.current.get(key)?.abort();
    setFiles((old) => old.filter((one) => one.key !== key));
  }, []);

  /**
   * Sends what was chosen; answers whether all of it arrived, and which files nobody answered for. What failed stays, with
   * the reason.
   */
  const send = async (about: Upload): Promise<{ all: boolean; silent: Pick<Sending, "key" | "file">[] }> => {
    const going = files.filter((one) => one.state !== "large");
    const ended = await Promise.all(
      going.map(async ({ key, file }) => {
        const stop = new AbortController();
        stops.current.set(key, stop);
        change(key, { state: "sending", share: 0, why: undefined });
        try {
          await uploadFile(file, about, (share) => change(key, { share }), stop.signal, key);
          setFiles((old) => old.filter((one) => one.key !== key));
          return true;
        } catch (error) {
          // Stopped by hand: it is gone from the list already.
          if (error instanceof DOMException && error.name === "AbortError") return true;
          const why = error instanceof Error ? error.message : String(error);
          const silent = isSilent(error);
          change(key, { state: "failed", why, silent });
          return silent ? { key, file } : false;
        } finally {
          stops.current.delete(key);
        }
      }),
    );
    return {
      all: ended.every((one) => one === true) && files.length === going.length,
      silent: ended.filter((one) => typeof one === "object"),
    };
  };
  return { files, add, remove, send };
}

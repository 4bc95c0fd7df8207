// Files that are to be sent: chosen, on their way, refused.
import { useCallback, useRef, useState } from "react";
import { LARGEST_FILE, type Upload, uploadFile } from "../api/upload";

export interface Sending {
  key: string;
  file: File;
  state: "chosen" | "large" | "sending" | "failed";
  /** 0 to 1. */
  share: number;
  why?: string;
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

  /** Sends what was chosen; answers whether all of it arrived. What failed stays, with the reason. */
  const send = async (about: Upload): Promise<boolean> => {
    const going = files.filter((one) => one.state !== "large");
    const ended = await Promise.all(
      going.map(async ({ key, file }) => {
        const stop = new AbortController();
        stops.current.set(key, stop);
        change(key, { state: "sending", share: 0, why: undefined });
        try {
          await uploadFile(file, about, (share) => change(key, { share }), stop.signal);
          setFiles((old) => old.filter((one) => one.key !== key));
          return true;
        } catch (error) {
          // Stopped by hand: it is gone from the list already.
          if (error instanceof DOMException && error.name === "AbortError") return true;
          change(key, { state: "failed", why: error instanceof Error ? error.message : String(error) });
          return false;
        } finally {
          stops.current.delete(key);
        }
      }),
    );
    return ended.every(Boolean) && files.length === going.length;
  };
  return { files, add, remove, send };
}

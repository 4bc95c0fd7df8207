// A file on its way up. `fetch` does not say how far it has come; the older request does.
import { BASE, carried, silence } from "./client";
import { problemOf } from "./problem";

/** In bytes; the server refuses more. */
export const LARGEST_FILE = 25 * 1024 * 1024;

export interface Upload {
  noun: string;
  id: string;
  /** The comment that the file is sent with. */
  comment?: string;
}

export function uploadFile(
  file: File,
  about: Upload,
  progress: (share: number) => void,
  signal: AbortSignal,
  /** Under it a repeat keeps one file. */
  key: string,
): Promise<{ id: string; version: number }> {
  const form = new FormData();
  form.append("subject_noun", about.noun);
  form.append("subject_id", about.id);
  if (about.comment) form.append("comment_id", about.comment);
  form.append("file", file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${BASE}/files`);
    for (const [name, value] of Object.entries(carried("POST"))) request.setRequestHeader(name, value);
    request.setRequestHeader("Idempotency-Key", key);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.onload = () => {
      const answer = new Response(request.responseText, { status: request.status });
      if (answer.ok) answer.json().then(resolve, reject);
      else problemOf(answer).then(reject, reject);
    };
    request.onerror = () => reject(silence());
    request.onabort = () => reject(new DOMException("stopped", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}

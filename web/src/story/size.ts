import type { Format } from "../words/format";

const STEPS = ["B", "kB", "MB", "GB"];

/** Bytes as people read them. */
export function sizeOf(bytes: number | null, format: Format): string {
  if (bytes === null) return "";
  let size = bytes;
  let step = 0;
  while (size >= 1000 && step < STEPS.length - 1) {
    size /= 1000;
    step += 1;
  }
  return `${format.number(size, size < 10 && step > 0 ? 1 : 0)} ${STEPS[step]}`;
}

const PICTURE = /\.(png|jpe?g|gif|webp)$/i;

/** Whether it may be a picture; the server says so by its bytes when it is asked for. */
export const isPicture = (name: string | null) => PICTURE.test(name ?? "");
export const isPdf = (name: string | null) => /\.pdf$/i.test(name ?? "");

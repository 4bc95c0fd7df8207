import { expect, test } from "vitest";
import { book } from "./words";

test("every word is there in both languages, with the same places to fill in", () => {
  const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  expect(Object.keys(book.zh)).toEqual(Object.keys(book.en));
  for (const [word, text] of Object.entries(book.en)) {
    expect(holes(book.zh[word as keyof typeof book.zh]), word).toEqual(holes(text));
  }
});

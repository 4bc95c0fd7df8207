import { decimal } from "./amounts";
import { copied, type Looks, type Part } from "./sheet";
import type { Line } from "./types";

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The table as a file for a spreadsheet, with every place: what is shut is in it, too, and names stand in by their depth. */
export function tableText(
  heads: string[],
  rows: readonly Line[],
  parts: readonly Part[],
  looks: Looks,
): string {
  const lines = rows.map((line) =>
    parts.map((part) =>
      part.sort === "name"
        ? `${"  ".repeat(line.depth)}${line.name}`
        : part.sort === "talk"
          ? line.talk
          : copied(part, line, looks, (amount) => decimal(amount, looks.scale)),
    ),
  );
  return [heads, ...lines].map((line) => line.map(cell).join(",")).join("\r\n");
}

export function saveTable(
  name: string,
  heads: string[],
  rows: readonly Line[],
  parts: readonly Part[],
  looks: Looks,
): void {
  // With the mark by which spreadsheets know that Chinese is written in UTF-8.
  const blob = new Blob([`\uFEFF${tableText(heads, rows, parts, looks)}`], {
    type: "text/csv;charset=utf-8",
  });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${name.replace(/[\\/:*?"<>|]+/g, " ").trim() || "plan"}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

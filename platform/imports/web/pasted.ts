// A table as spreadsheets put it on the clipboard: cells between tabs, rows between line ends, quotes around what holds
// either. And back again, as a file that the import reads.

export type Table = string[][];

/** Rows of cells; lines without any text are left out. */
export function readTable(text: string): Table {
  const rows: Table = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const end = () => {
    row.push(cell.trim());
    if (row.some((one) => one !== "")) rows.push(row);
    row = [];
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"' && cell === "") quoted = true;
    else if (letter === "\t") {
      row.push(cell.trim());
      cell = "";
    } else if (letter === "\n" || letter === "\r") {
      if (letter === "\r" && text[at + 1] === "\n") at += 1;
      end();
    } else cell += letter;
  }
  end();
  const width = Math.max(0, ...rows.map((one) => one.length));
  return rows.map((one) => [...one, ...Array<string>(width - one.length).fill("")]);
}

const NUMBER = /^[\d\s.,%¥$€£+-]+$/;

/** Whether the first row names the columns: texts, each another one, above rows that hold something else. */
export function hasHead(table: Table): boolean {
  const [head, ...rest] = table;
  if (!head || rest.length === 0) return false;
  const filled = head.filter((cell) => cell !== "");
  if (filled.length === 0 || new Set(filled).size !== filled.length) return false;
  return filled.every((cell) => !NUMBER.test(cell) && cell.length <= 60);
}

/** Comma-separated text, cells quoted where they have to be. */
export function asText(table: Table, head: string[]): string {
  const cell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [head, ...table].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** The same as a file; the mark at its beginning says that it is UTF-8. */
export const asFile = (table: Table, head: string[]) =>
  new File([`\ufeff${asText(table, head)}`], "pasted.csv", { type: "text/csv" });

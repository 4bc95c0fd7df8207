/** A block from a spreadsheet: rows by line, cells by tab. Quotes hold tabs and line ends; a last empty line is none. */
export function block(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const close = () => {
    rows.at(-1)!.push(cell);
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === "\t") close();
    else if (sign === "\n") {
      close();
      rows.push([]);
    } else if (sign !== "\r") cell += sign;
  }
  close();
  const last = rows.at(-1)!;
  if (rows.length > 1 && last.length === 1 && last[0] === "") rows.pop();
  return rows;
}

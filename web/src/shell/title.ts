// What the browser's tab says: how much is unread, what is open, whose it is.
import { useEffect } from "react";

const PRODUCT = "Quartermaster";

/** Parts of what is open, the innermost first; the last screen that said something. */
let open: string[] = [];
let unread = 0;

function write() {
  const count = unread > 0 ? `(${unread >= 100 ? "99+" : unread}) ` : "";
  document.title = count + [...open, PRODUCT].join(" · ");
}

/** Names the screen for as long as it is there: row, noun. */
export function useTitle(...parts: (string | null | undefined)[]): void {
  const said = parts.filter((part) => !!part).join("\n");
  useEffect(() => {
    const mine = said ? said.split("\n") : [];
    open = mine;
    write();
    return () => {
      // The next screen may have said its name already.
      if (open !== mine) return;
      open = [];
      write();
    };
  }, [said]);
}

export function countInTitle(count: number): void {
  if (count === unread) return;
  unread = count;
  write();
}

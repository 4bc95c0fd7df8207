import { Checkbox, Input } from "antd";
import type { KeyboardEvent } from "react";
import { usePhone } from "@shell/resource/usePhone";
import { useBook } from "@shell/words/Reader";
import styles from "./Imports.module.css";
import type { Mended } from "./mending";
import type { Problem } from "./types";
import { book } from "./words";

interface Props {
  problem: Problem;
  /** What was typed for it so far. */
  mended: Mended | undefined;
  busy: boolean;
  cell: boolean;
  elsewhere: boolean;
  type: (mended: Mended) => void;
  apply: () => void;
}

/**
 * The cell as the file has it, to be typed over. Enter and the arrows go on to the next one, Escape takes back what was
 * typed, Ctrl+Enter sends everything.
 */
export function Mend({ problem, mended, busy, cell, elsewhere, type, apply }: Props) {
  const say = useBook(book);
  const phone = usePhone();
  const own = problem.value ?? "";
  const value = mended?.value ?? own;
  const everywhere = mended?.everywhere ?? !cell;
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) apply();
    else if (event.key === "Enter" || event.key === "ArrowDown") move(event.currentTarget, 1);
    else if (event.key === "ArrowUp") move(event.currentTarget, -1);
    else if (event.key === "Escape") type({ value: own, everywhere });
    else return;
    event.preventDefault();
  };
  const label = say("mend.cell", { column: problem.column ?? "", row: String(problem.row ?? "") });
  return (
    <div className={styles.mend}>
      <Input
        size={phone ? "large" : "small"}
        data-mend
        disabled={busy}
        value={value}
        aria-label={label}
        placeholder={problem.suggestion ?? label}
        onFocus={() => {
          // What was probably meant stands there already, to be taken or typed over.
          if (!mended && problem.suggestion) type({ value: problem.suggestion, everywhere });
        }}
        onChange={(event) => type({ value: event.target.value, everywhere })}
        onKeyDown={keys}
      />
      {elsewhere && cell && (
        <Checkbox
          disabled={busy}
          checked={everywhere}
          onChange={(event) => type({ value, everywhere: event.target.checked })}
        >
          {say("mend.everywhere")}
        </Checkbox>
      )}
    </div>
  );
}

/** To the input above or below in the list. */
function move(from: HTMLInputElement, by: 1 | -1) {
  const all = [
    ...(from.closest("[data-mends]")?.querySelectorAll<HTMLInputElement>("input[data-mend]") ?? []),
  ];
  all[all.indexOf(from) + by]?.focus();
}

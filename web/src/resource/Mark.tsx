import { useEffect, useRef } from "react";
import styles from "./Mark.module.css";

interface Props {
  checked: boolean;
  indeterminate?: boolean;
  label: string;
  onChange: () => void;
}

/** A box to mark a row with: the browser's own, because a list draws dozens of them with every turn of the wheel. */
export function Mark({ checked, indeterminate = false, label, onChange }: Props) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <input
      ref={box}
      type="checkbox"
      className={styles.mark}
      checked={checked}
      aria-label={label}
      onChange={onChange}
    />
  );
}

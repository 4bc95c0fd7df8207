import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useReader } from "../words/Reader";

interface Props {
  /** What the day is for; where a label stands beside it, that names it. */
  label?: string;
  value: string | undefined;
  /** Without it there is always a day. */
  clear?: boolean;
  onChange: (day: string | undefined) => void;
}

/** The day that a screen is about: picked, or typed in the reader's own form. */
export function DayPicker({ label, value, clear = false, onChange }: Props) {
  const { dateTyped } = useReader();
  return (
    <DatePicker
      aria-label={label}
      allowClear={clear}
      format={dateTyped}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange(day?.format("YYYY-MM-DD"))}
    />
  );
}

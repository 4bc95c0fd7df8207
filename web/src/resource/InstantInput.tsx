import { DatePicker } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useReader } from "../words/Reader";
import { momentOf, wallTime, zoneName } from "../words/zone";

interface Props {
  /** RFC 3339. */
  value: string | null;
  onChange: (value: string | null) => void;
  id?: string;
  disabled?: boolean;
  autoFocus?: boolean;
  required?: boolean;
  notAfter?: Date;
  "aria-label"?: string;
}

const WALL = "YYYY-MM-DDTHH:mm:ss";

/** Date and time as the company's clock shows them; whose clock that is stands below. */
export function InstantInput({ value, onChange, required, notAfter, ...rest }: Props) {
  const { locale, timeZone, dateTyped } = useReader();
  const wall = value ? wallTime(value, timeZone) : null;
  const last = notAfter && dayjs(wallTime(notAfter, timeZone));
  return (
    <div style={{ width: "100%" }}>
      <DatePicker
        {...rest}
        style={{ width: "100%" }}
        allowClear={!required}
        showTime={{ format: "HH:mm" }}
        format={dateTyped.map((date) => `${date} HH:mm`)}
        showNow={false}
        // What was typed counts as soon as one goes on; nobody looks for an OK.
        needConfirm={false}
        value={wall ? dayjs(wall) : null}
        disabledDate={last ? (day: Dayjs) => day.isAfter(last, "day") : undefined}
        onChange={(at) => onChange(at ? momentOf(at.format(WALL), timeZone) : null)}
      />
      <small className="muted" data-zone={timeZone}>
        {zoneName(timeZone, locale)}
      </small>
    </div>
  );
}

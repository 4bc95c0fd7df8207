import { useMeta } from "@shell/api/queries";
import type { CellProps } from "@shell/capability";
import { useReader } from "@shell/words/Reader";

/** A number by what people call it, where the row holds its name in the API. */
export default function MetricName({ value }: CellProps) {
  const { locale } = useReader();
  const meta = useMeta(locale);
  if (typeof value !== "string") return <span className="muted">–</span>;
  return <>{meta?.metrics.find((one) => one.name === value)?.label ?? value}</>;
}

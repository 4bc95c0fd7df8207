import { Button, Tooltip } from "antd";
import { PushpinFilled, PushpinOutlined } from "../theme/icons";
import { useReader } from "../words/Reader";
import { useShortcuts } from "./shortcuts";

/** Pins a place, or takes the pin out again. */
export function PinButton({ place }: { place: string }) {
  const { say } = useReader();
  const { isPinned, toggle } = useShortcuts();
  const is = isPinned(place);
  const name = say(is ? "pinned.unpin" : "pinned.pin");
  return (
    <Tooltip title={name}>
      <Button
        type="text"
        size="small"
        aria-label={say("pinned.pin")}
        aria-pressed={is}
        icon={is ? <PushpinFilled style={{ color: "var(--qm-link)" }} /> : <PushpinOutlined />}
        onClick={() => void toggle(place)}
      />
    </Tooltip>
  );
}

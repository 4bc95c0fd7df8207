import { useNavigate } from "@tanstack/react-router";
import { Badge, Button, Popover, Tooltip } from "antd";
import { Suspense, useState } from "react";
import { part } from "../parts/part";
import { usePhone } from "../resource/usePhone";
import { BellOutlined } from "../theme/icons";
import { useReader } from "../words/Reader";
import { useUnread } from "./useInbox";

const InboxPanel = part(() => import("./InboxPanel"));

/** In the top bar: how much is unread, and the newest of it. */
export default function Bell() {
  const { say } = useReader();
  const navigate = useNavigate();
  const phone = usePhone();
  const unread = useUnread();
  const [open, setOpen] = useState(false);
  const label =
    unread > 0 ? say("inbox.open.unread", { n: unread >= 100 ? "99+" : unread }) : say("inbox.title");
  const button = (
    <Button
      type="text"
      icon={
        <Badge count={unread} size="small" overflowCount={99} offset={[2, -2]}>
          <BellOutlined />
        </Badge>
      }
      aria-label={label}
      aria-expanded={phone ? undefined : open}
      aria-keyshortcuts="i"
      onClick={phone ? () => void navigate({ to: "/inbox" }) : undefined}
    />
  );
  if (phone) return button;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      styles={{ content: { padding: 0 } }}
      content={
        <Suspense fallback={null}>
          <InboxPanel close={() => setOpen(false)} />
        </Suspense>
      }
    >
      <Tooltip title={open ? "" : `${say("inbox.title")} (I)`}>{button}</Tooltip>
    </Popover>
  );
}

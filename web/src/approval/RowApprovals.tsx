import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert } from "antd";
import { useBook, useReader } from "../words/Reader";
import { getAbout } from "./calls";
import type { Line } from "./types";
import { book } from "./words";

const KINDS = { waiting: "warning", returned: "info", approved: "success" } as const;

/** What waits for approval about a row, and whether it was signed off: for everybody who sees the row. */
export default function RowApprovals({ noun, id }: { noun: string; id: string }) {
  const say = useBook(book);
  const { locale } = useReader();
  const found = useQuery({
    queryKey: ["row", "approvals", noun, id, locale],
    queryFn: () => getAbout(noun, id),
    retry: false,
  });
  return found.data?.requests?.map((one) => <Banner key={one.id} one={one} say={say} />);
}

function Banner({ one, say }: { one: Line; say: ReturnType<typeof useBook<keyof typeof book.en>> }) {
  if (one.state !== "waiting" && one.state !== "returned" && one.state !== "approved") return null;
  const text = say(`banner.${one.state}`, {
    act: one.act_label,
    name: one.requester.name ?? "•••",
    step: one.step ?? "–",
  });
  return (
    <Alert
      banner
      showIcon
      type={KINDS[one.state]}
      title={text}
      style={{ marginBottom: 8 }}
      action={
        one.opens && (
          <Link to="/$noun/$id" params={{ noun: "approvals", id: one.id }} search={{}}>
            {say("banner.open")}
          </Link>
        )
      }
    />
  );
}

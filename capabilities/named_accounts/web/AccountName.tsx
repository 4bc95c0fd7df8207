import { Link } from "@tanstack/react-router";
import type { Named } from "./types";

/** A link where the reader may open the account; a list names others, too. */
export function AccountName({ account, opens }: { account: Named; opens: boolean }) {
  if (!opens) return <span>{account.name}</span>;
  return (
    <Link to="/$noun/$id" params={{ noun: "accounts", id: account.id }} search={{}}>
      {account.name}
    </Link>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { getRow } from "@shell/api/calls";
import { Failed, Waiting } from "@shell/shell/States";
import { useReader } from "@shell/words/Reader";

/** An edition is read on the page of its list: there its accounts stand beside what came before. */
export default function EditionScreen({ id }: { id: string }) {
  const { locale } = useReader();
  const found = useQuery({
    queryKey: ["row", "named_account_editions", id, locale, null],
    queryFn: ({ signal }) => getRow("named_account_editions", id, undefined, signal),
  });
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  const list = String(found.data.row.list_id);
  return (
    <Navigate
      to="/$noun/$id"
      params={{ noun: "named_account_lists", id: list }}
      search={{ edition: id } as never}
      replace
    />
  );
}

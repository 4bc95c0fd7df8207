import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { getRow } from "@shell/api/calls";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { getFits } from "./calls";
import styles from "./Fit.module.css";
import { FitCard } from "./FitCard";
import { book } from "./words";

/** Everybody who holds the position, beside what it asks for. */
export default function PositionFitScreen() {
  const say = useBook(book);
  const { locale } = useReader();
  const { id } = useParams({ strict: false }) as { id: string };
  const found = useQuery({
    queryKey: ["fit", "positions", id, locale],
    queryFn: () => getFits("positions", id),
  });
  const row = useQuery({
    queryKey: ["row", "positions", id, locale, null],
    queryFn: () => getRow("positions", id),
  });
  const name = String(row.data?.row.name ?? "");
  useTitle(say("fit.of", { name }));
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data || row.isPending) return <Waiting />;
  return (
    <div className={styles.page}>
      <Link to="/$noun/$id" params={{ noun: "positions", id }} search={{}}>
        {name}
      </Link>
      <h1>{say("fit.of", { name })}</h1>
      {found.data.fits.length === 0 && <Nothing title={say("fit.nobody")} />}
      {found.data.fits.map((fit, at) => (
        <FitCard key={at} fit={fit} about="people" />
      ))}
    </div>
  );
}

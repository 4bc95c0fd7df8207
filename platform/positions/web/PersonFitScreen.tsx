import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Select } from "antd";
import { useState } from "react";
import { getRow, listRows } from "@shell/api/calls";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { getFits } from "./calls";
import styles from "./Fit.module.css";
import { FitCard } from "./FitCard";
import { book } from "./words";

/** Somebody beside the positions that they hold, and one that they might hold. */
export default function PersonFitScreen() {
  const say = useBook(book);
  const { locale } = useReader();
  const { id } = useParams({ strict: false }) as { id: string };
  const [other, setOther] = useState<string>();
  const found = useQuery({
    queryKey: ["fit", "people", id, other, locale],
    queryFn: () => getFits("people", id, other),
    placeholderData: keepPreviousData,
  });
  const row = useQuery({
    queryKey: ["row", "people", id, locale, null],
    queryFn: () => getRow("people", id),
  });
  const positions = useQuery({
    queryKey: ["rows", "positions", "names", locale],
    queryFn: ({ signal }) =>
      listRows("positions", { limit: 500, sort: "name", fields: "name,active" }, signal),
  });
  const name = String(row.data?.row.name ?? "");
  useTitle(say("fit.of", { name }));
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data || row.isPending) return <Waiting />;
  return (
    <div className={styles.page}>
      <Link to="/$noun/$id" params={{ noun: "people", id }} search={{}}>
        {name}
      </Link>
      <div className={styles.head}>
        <h1>{say("fit.of", { name })}</h1>
        <Select
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          aria-label={say("fit.compare")}
          placeholder={say("fit.compare")}
          className={styles.other}
          value={other}
          options={(positions.data?.rows ?? [])
            .filter((position) => position.active)
            .map((position) => ({ value: String(position.id), label: String(position.name) }))}
          onChange={(chosen: string | undefined) => setOther(chosen)}
        />
      </div>
      {found.data.fits.length === 0 && <Nothing title={say("fit.nothing")} />}
      {found.data.fits.map((fit, at) => (
        <FitCard key={at} fit={fit} about="positions" />
      ))}
    </div>
  );
}

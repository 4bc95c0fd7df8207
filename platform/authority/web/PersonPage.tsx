import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { nounOf, useMeta } from "@shell/api/queries";
import { DayPicker } from "@shell/resource/DayPicker";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { AskPanel } from "./AskPanel";
import styles from "./Authority.module.css";
import { getPage } from "./calls";
import { RightsTable } from "./RightsTable";
import { book } from "./words";

/** What somebody may decide on a day, where each right comes from, and the question. */
export function PersonPage({ id }: { id: string }) {
  const say = useBook(book);
  const { locale, format } = useReader();
  const [day, setDay] = useState<string>();
  const acts = nounOf(useMeta(locale), "rights")?.fields.find((field) => field.name === "act")?.options;
  const found = useQuery({
    queryKey: ["authority", "people", id, day, locale],
    queryFn: () => getPage(id, day),
    placeholderData: keepPreviousData,
  });
  const page = found.data;
  useTitle(page && say("page.of", { name: page.person.name }));
  if (found.error && !page) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!page) return <Waiting />;
  const tones = (act: string) => acts?.find((option) => option.value === act)?.tone ?? "default";
  return (
    <div className={styles.page}>
      <Link to="/$noun/$id" params={{ noun: "people", id }} search={{}}>
        {page.person.name}
      </Link>
      <header className={styles.head}>
        <h1>{say("page.of", { name: page.person.name })}</h1>
        <DayPicker label={say("page.day")} value={page.on} onChange={setDay} />
      </header>
      <dl className={styles.facts}>
        {page.unit && (
          <div>
            <dt>{say("page.unit")}</dt>
            <dd>
              <Link to="/$noun/$id" params={{ noun: "units", id: page.unit.id }} search={{}}>
                {page.unit.name}
              </Link>
            </dd>
          </div>
        )}
        {page.superiors.length > 0 && (
          <div>
            <dt>{say("page.superiors")}</dt>
            <dd className={styles.line}>
              {page.superiors.map((person) => (
                <Link key={person.id} to={`/people/${person.id}/authority` as string}>
                  {person.name}
                </Link>
              ))}
            </dd>
          </div>
        )}
        {page.left_on && (
          <div>
            <dd>{say("page.left", { date: format.date(page.left_on) })}</dd>
          </div>
        )}
      </dl>
      <section aria-labelledby="authority-rights">
        <h2 id="authority-rights">{say("page.rights", { date: format.date(page.on) })}</h2>
        {page.rights.length === 0 ? (
          <Nothing title={say("page.none")} hint={say("page.none.hint")} />
        ) : (
          <RightsTable rights={page.rights} tones={tones} />
        )}
      </section>
      <AskPanel key={id} page={page} day={day} />
    </div>
  );
}

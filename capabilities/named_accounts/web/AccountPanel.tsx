import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Option } from "@shell/api/types";
import { Tone } from "@shell/resource/Cell";
import { DayPicker } from "@shell/resource/DayPicker";
import { fieldOf } from "@shell/resource/fields";
import { useBook, useReader } from "@shell/words/Reader";
import { getOfAccount } from "./calls";
import styles from "./Named.module.css";
import type { Stands } from "./types";
import { book } from "./words";

/** On an account's page: on which lists it stands, since when, and by whom it is looked after. */
export default function AccountPanel({ id }: { id: string }) {
  const say = useBook(book);
  const { locale, format } = useReader();
  const meta = useMeta(locale);
  const [open, setOpen] = useState(false);
  const [day, setDay] = useState<string>();
  const found = useQuery({
    queryKey: ["related", "named_accounts", "account", id, day, locale],
    queryFn: () => getOfAccount(id, day),
    placeholderData: keepPreviousData,
  });
  const told = found.data;
  // Most accounts stand on no list, and have nothing to say about it.
  if (!told || told.history.length === 0) return null;
  const lists = nounOf(meta, "named_account_lists");
  const kinds = (lists && fieldOf(lists, "kind")?.options) ?? [];
  return (
    <section className={styles.panel} aria-label={say("panel")}>
      <header>
        <h2>{say("panel")}</h2>
        <Button type="text" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {say("panel.history")}
        </Button>
      </header>
      {open && (
        <label className={styles.with}>
          <span className="muted">{say("panel.on")}</span>
          <DayPicker label={say("panel.on")} value={told.on} onChange={setDay} />
          {day && <Button onClick={() => setDay(undefined)}>{say("panel.today")}</Button>}
        </label>
      )}
      {told.standing.length === 0 && <p className="muted">{say("panel.none")}</p>}
      {told.standing.map((one) => (
        <Standing key={one.list.id} one={one} kinds={kinds} today={!day} />
      ))}
      {open && (
        <ol className={styles.history}>
          {told.history.map((one) => (
            <li key={`${one.list.id}${one.edition}`}>
              <ListName one={one} />
              <span className="muted">
                {say("panel.edition", { n: one.edition ?? "–" })}
                {" · "}
                {one.until
                  ? say("panel.until", {
                      from: format.date(one.from ?? ""),
                      until: format.date(eve(one.until)),
                    })
                  : say("panel.since", { date: format.date(one.from ?? "") })}
                {one.person && ` · ${one.person.name}`}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Standing({ one, kinds, today }: { one: Stands; kinds: Option[]; today: boolean }) {
  const say = useBook(book);
  const { format } = useReader();
  const kind = kinds.find((option) => option.value === one.kind);
  const name = one.person?.name ?? "–";
  return (
    <div className={styles.standing}>
      <p>
        {kind && <Tone tone={kind.tone}>{kind.label}</Tone>}
        <ListName one={one} />
        <span className="muted">
          {one.since && say("panel.since", { date: format.date(one.since) })}
          {one.edition && ` · ${say("panel.edition", { n: one.edition })}`}
          {one.grade && ` · ${one.grade.toUpperCase()}`}
          {one.potential && ` · ${format.money(one.potential)}`}
        </span>
      </p>
      <p>
        {one.person ? (
          <Link to="/$noun/$id" params={{ noun: "people", id: one.person.id }} search={{}}>
            {say("panel.by", { name })}
          </Link>
        ) : (
          <span className="muted">{say("panel.nobody")}</span>
        )}
        {one.attention && one.attention !== "nobody" && (
          <Tone tone={one.attention === "moved" ? "gold" : "red"}>{say(`attention.${one.attention}`)}</Tone>
        )}
      </p>
      {today && one.exclusivity !== "open" && <p>{say(`panel.${one.exclusivity}`, { name })}</p>}
    </div>
  );
}

function ListName({ one }: { one: Stands }) {
  if (!one.open) return <span>{one.list.name}</span>;
  return (
    <Link to="/$noun/$id" params={{ noun: "named_account_lists", id: one.list.id }} search={{}}>
      {one.list.name}
    </Link>
  );
}

/** The day before. */
export function eve(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

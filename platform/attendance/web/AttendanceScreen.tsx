import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { Suspense, useState } from "react";
import { nounOf, useMeta, useSession } from "@shell/api/queries";
import type { Field } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { RefInput } from "@shell/resource/RefInput";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { PlusOutlined, RightOutlined } from "@shell/theme/icons";
import { LeftOutlined } from "@shell/theme/laterIcons";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Attendance.module.css";
import { getMonth } from "./calls";
import { monthOf, shifted } from "./months";
import { PersonMonth } from "./PersonMonth";
import type { Month } from "./types";
import { book } from "./words";

const FormDrawer = part(() => import("@shell/resource/FormDrawer"));

/** Who is there in a month and who is not: the month and the unit stand in the address. */
export default function AttendanceScreen() {
  const say = useBook(book);
  const { locale } = useReader();
  const navigate = useNavigate();
  const search: { month?: unknown; unit?: unknown } = useSearch({ strict: false });
  const meta = useMeta(locale);
  // Most who ask, ask for themselves.
  const me = useSession()?.user.person_id ?? null;
  const [asking, setAsking] = useState(false);
  const month = monthOf(search.month);
  const unit = typeof search.unit === "string" ? search.unit : undefined;
  useTitle(say("title"));
  const found = useInfiniteQuery({
    queryKey: ["attendance", month, unit, locale],
    queryFn: ({ pageParam }) => getMonth({ month, unit, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => {
      const last = page.people.at(-1);
      return page.more && last ? `${last.name}~${last.id}` : undefined;
    },
    placeholderData: keepPreviousData,
  });
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  const shown = found.data?.pages[0];
  if (!found.data || !shown) return <Waiting />;
  const go = (next: { month?: string; unit?: string }) =>
    void navigate({
      to: "/attendance",
      search: { month: month && month.slice(0, 7), unit, ...next } as never,
      replace: true,
    });
  const turn = (months: number) => go({ month: shifted(shown.month, months).slice(0, 7) });
  const absences = nounOf(meta, "absences");
  const units: Field | undefined = nounOf(meta, "people")?.fields.find((field) => field.ref === "units");
  const people = found.data.pages.flatMap((page) => page.people);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{say("title")}</h1>
          <p className="muted">{say("lead")}</p>
        </div>
        {absences?.may.create && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setAsking(true)}>
            {say("ask")}
          </Button>
        )}
      </header>
      <div className={styles.tools}>
        <Button icon={<LeftOutlined />} aria-label={say("before")} onClick={() => turn(-1)} />
        <Input
          type="month"
          aria-label={say("month")}
          className={styles.month}
          value={shown.month.slice(0, 7)}
          onChange={(event) => go({ month: event.target.value || undefined })}
        />
        <Button icon={<RightOutlined />} aria-label={say("after")} onClick={() => turn(1)} />
        {units && (
          <div className={styles.unit}>
            <RefInput
              field={units}
              value={unit ?? null}
              pickOnly
              placeholder={say("unit")}
              aria-label={say("unit")}
              onChange={(chosen) => go({ unit: typeof chosen === "string" ? chosen : undefined })}
            />
          </div>
        )}
      </div>
      {people.length === 0 ? (
        <Nothing title={say("none")} hint={say("none.hint")} />
      ) : (
        <>
          <div className={styles.sheet} data-stale={found.isPlaceholderData || undefined}>
            <Dates days={shown.days} today={shown.today} />
            <ul className={styles.people}>
              {people.map((person) => (
                <PersonMonth key={person.id} person={person} days={shown.days} />
              ))}
            </ul>
          </div>
          <Legend />
          {found.hasNextPage && (
            <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              {say("more")}
            </Button>
          )}
        </>
      )}
      <p className={styles.foot}>
        {["absences", "working_times", "attendance_days"].map((name) => {
          const noun = nounOf(meta, name);
          return (
            noun && (
              <Link key={name} to="/$noun" params={{ noun: name }} search={{}}>
                {noun.plural}
              </Link>
            )
          );
        })}
      </p>
      <Suspense fallback={null}>
        {asking && absences && (
          <FormDrawer
            noun={absences}
            initial={{ person_id: me }}
            close={() => setAsking(false)}
            saved={() => void found.refetch()}
          />
        )}
      </Suspense>
    </div>
  );
}

/** The days of the month over everybody's strip. */
function Dates({ days, today }: Pick<Month, "days" | "today">) {
  const say = useBook(book);
  return (
    <div className={styles.dates} aria-hidden="true">
      <span>{say("person")}</span>
      <div className={styles.strip} style={{ gridTemplateColumns: `repeat(${days.length}, 1fr)` }}>
        {days.map((one) => (
          <span
            key={one.day}
            data-free={one.worked ? undefined : ""}
            data-today={one.day === today ? "" : undefined}
            title={one.name ?? undefined}
          >
            {Number(one.day.slice(8))}
          </span>
        ))}
      </div>
      <span className={styles.figure}>{say("available")}</span>
    </div>
  );
}

function Legend() {
  const say = useBook(book);
  return (
    <ul className={styles.legend}>
      {(["approved", "requested", "missing", "late", "free"] as const).map((mark) => (
        <li key={mark}>
          <i data-mark={mark} aria-hidden="true" />
          {say(`mark.${mark}`)}
        </li>
      ))}
    </ul>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Button, Tooltip } from "antd";
import { useVerbs } from "@shell/action/useVerbs";
import { getRow } from "@shell/api/calls";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Envelope, Noun } from "@shell/api/types";
import { Cell } from "@shell/resource/Cell";
import { fieldOf, titleOf } from "@shell/resource/fields";
import { RowLink } from "@shell/resource/RowLink";
import { Timeline } from "@shell/resource/Timeline";
import { PinButton } from "@shell/shell/PinButton";
import { Failed, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { CommentBox } from "@shell/story/CommentBox";
import { useBook, useReader } from "@shell/words/Reader";
import { fileOf, getLate, getPage } from "./calls";
import { Part } from "./Part";
import styles from "./Reports.module.css";
import type { ReportPage } from "./types";
import { book } from "./words";

/** A report as a page that is read from top to bottom, on a phone as well. */
export default function ReportScreen({ noun, id }: { noun: Noun; id: string }) {
  const { locale } = useReader();
  const found = useQuery({
    queryKey: ["row", noun.name, id, locale, null],
    queryFn: ({ signal }) => getRow(noun.name, id, undefined, signal),
  });
  const page = useQuery({
    // Under what is asked for again after every write.
    queryKey: ["row", "reports.page", id, locale],
    queryFn: () => getPage(id),
  });
  useTitle(found.data && titleOf(noun, found.data.row), noun.label);
  const error = found.error ?? page.error;
  if (error && !(found.data && page.data))
    return <Failed error={error} again={() => void Promise.all([found.refetch(), page.refetch()])} />;
  if (!found.data || !page.data) return <Waiting />;
  return <Report noun={noun} envelope={found.data} page={page.data} />;
}

interface Props {
  noun: Noun;
  envelope: Envelope;
  page: ReportPage;
}

function Report({ noun, envelope, page }: Props) {
  const say = useBook(book);
  const { locale, format } = useReader();
  const meta = useMeta(locale);
  const activities = nounOf(meta, "activities");
  const state = fieldOf(noun, "state");
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <div className={styles.title}>
          <Link to="/my_reports" className={styles.up}>
            {say("title")}
          </Link>
          <div className={styles.name}>
            <h1>{page.title}</h1>
            {state && page.state !== "out" && <Cell noun={noun} field={state} row={envelope.row} />}
            <PinButton place={`${noun.name}/${page.id}`} />
          </div>
          <p className="muted">{page.period}</p>
          <p className="muted">
            {say("written", { at: format.instant(page.written_at), whose: page.whose ?? say("somebody") })}
            {page.edition > 1 && ` · ${say("edition", { n: page.edition })}`}
          </p>
        </div>
        <Deeds noun={noun} envelope={envelope} page={page} />
      </header>
      <div className={styles.columns}>
        <div className={styles.main}>
          <Standing noun={noun} page={page} />
          {page.remark && (
            <blockquote className={styles.remark}>
              <p>{page.remark}</p>
              {page.remark_by && <footer className="muted">{page.remark_by}</footer>}
            </blockquote>
          )}
          {page.headline.length > 0 && (
            <section aria-label={say("short")}>
              <ul className={styles.short}>
                {page.headline.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </section>
          )}
          {page.parts.map((part) => (
            <Part key={part.name} part={part} />
          ))}
          {!page.sound && <Alert type="error" showIcon title={say("unsound")} />}
        </div>
        <aside className={styles.aside}>
          {activities && <CommentBox noun={noun} id={page.id} title={page.title} activities={activities} />}
          <Timeline noun={noun} id={page.id} />
        </aside>
      </div>
    </article>
  );
}

function Deeds({ noun, envelope, page }: Props) {
  const say = useBook(book);
  const { locale } = useReader();
  const { allowed, start, busy, dialog } = useVerbs(noun, envelope);
  return (
    <div className={styles.deeds} role="toolbar" aria-label={say("deeds")}>
      {allowed.map((verb, at) => (
        <Tooltip key={verb.name} title={verb.help}>
          <Button
            type={at === 0 && page.state === "waiting" ? "primary" : "default"}
            loading={busy === verb.name}
            onClick={() => start(verb)}
          >
            {verb.label}
          </Button>
        </Tooltip>
      ))}
      {(["pdf", "xlsx"] as const).map((form) => (
        <Button key={form} href={fileOf(page.id, form, locale)}>
          {say(`file.${form}`)}
        </Button>
      ))}
      {dialog}
    </div>
  );
}

/** What is to be known before one reads on: it has not gone out, there is a newer one, or data came in later. */
function Standing({ noun, page }: { noun: Noun; page: ReportPage }) {
  const say = useBook(book);
  const { locale, format } = useReader();
  const late = useQuery({
    queryKey: ["row", "reports.late", page.id, locale],
    queryFn: () => getLate(page.id),
    enabled: page.state !== "replaced",
    retry: false,
  });
  const numbers = late.data?.numbers ?? [];
  return (
    <>
      {page.state === "waiting" && (
        <Alert type="info" showIcon title={say("waiting", { at: format.instant(page.goes_out_at) })} />
      )}
      {page.replaced_by && (
        <Alert
          type="warning"
          showIcon
          title={
            <>
              {say("replaced")}{" "}
              <RowLink noun={noun.name} id={page.replaced_by}>
                {say("newer")}
              </RowLink>
            </>
          }
        />
      )}
      {numbers.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          title={say("late")}
          description={
            <ul className={styles.late}>
              {numbers.map((one, at) => (
                <li key={`${at} ${one.metric}`}>
                  {say("late.number", { label: one.label, was: one.was ?? "–", is: one.is ?? "–" })}
                </li>
              ))}
            </ul>
          }
        />
      ) : (
        page.late_on &&
        page.state !== "replaced" && (
          <Alert type="warning" showIcon title={say("late.seen", { day: format.date(page.late_on) })} />
        )
      )}
      {page.replaces && (
        <p className="muted">
          <RowLink noun={noun.name} id={page.replaces}>
            {say("older")}
          </RowLink>
        </p>
      )}
    </>
  );
}

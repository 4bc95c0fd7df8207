import { Link } from "@tanstack/react-router";
import { RowLink } from "@shell/resource/RowLink";
import { useBook } from "@shell/words/Reader";
import { kpiOf, place } from "./places";
import styles from "./Reports.module.css";
import type { ReportLine, ReportList, ReportNumber, ReportPart } from "./types";
import { book } from "./words";

/** One part of a report: its numbers, then its lists. */
export function Part({ part }: { part: ReportPart }) {
  return (
    <section className={styles.part} aria-label={part.title}>
      <h2>{part.title}</h2>
      {part.note && <p className="muted">{part.note}</p>}
      {part.numbers.length > 0 && (
        <dl className={styles.numbers}>
          {part.numbers.map((number, at) => (
            // One number may stand there of several spans of days.
            <OneNumber key={`${at} ${number.label}`} number={number} />
          ))}
        </dl>
      )}
      {part.lists.map((list) => (
        <OneList key={list.title} list={list} />
      ))}
    </section>
  );
}

/** A number opens to the rows it came from. */
function OneNumber({ number }: { number: ReportNumber }) {
  return (
    <div data-tone={number.tone}>
      <dt>{number.label}</dt>
      <dd>
        {number.open ? (
          <Link to="/numbers" search={kpiOf(number.open)}>
            {number.text}
          </Link>
        ) : (
          number.text
        )}
        {number.share !== null && <Bar share={number.share} due={number.due} />}
        {number.note && <small className="muted">{number.note}</small>}
      </dd>
    </div>
  );
}

/** How much is reached, with a mark where it should be by now. It says nothing that the text does not. */
function Bar({ share, due }: { share: number; due: number | null }) {
  return (
    <span className={styles.bar} aria-hidden>
      <span style={{ width: place(share) }} />
      {due !== null && <i style={{ left: place(due) }} />}
    </span>
  );
}

function OneList({ list }: { list: ReportList }) {
  const say = useBook(book);
  const below = [
    list.more > 0 && say("more", { n: list.more }),
    list.outside > 0 && say("outside", { n: list.outside }),
  ].filter(Boolean);
  return (
    <div className={styles.list}>
      <h3>
        {list.title}
        {list.total && <span className="muted">{list.total}</span>}
      </h3>
      {list.items.length > 0 && (
        <ul aria-label={list.title}>
          {list.items.map((line, at) => (
            <li key={line.id ?? at} data-tone={line.tone}>
              <OneLine line={line} />
            </li>
          ))}
        </ul>
      )}
      {below.length > 0 && <p className="muted">{below.join(" · ")}</p>}
    </div>
  );
}

function OneLine({ line }: { line: ReportLine }) {
  return (
    <>
      <span className={styles.what}>
        {line.noun && line.id ? (
          <RowLink noun={line.noun} id={line.id}>
            {line.text}
          </RowLink>
        ) : (
          line.text
        )}
        {line.note && <small className="muted">{line.note}</small>}
      </span>
      {line.amount && <span className={styles.amount}>{line.amount}</span>}
    </>
  );
}

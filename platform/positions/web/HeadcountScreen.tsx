import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Input } from "antd";
import { type CSSProperties, type ReactNode, useState } from "react";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { DownOutlined, RightOutlined } from "@shell/theme/icons";
import { useBook, useReader } from "@shell/words/Reader";
import { getHeadcount } from "./calls";
import styles from "./Headcount.module.css";
import { branches, type Line, lines } from "./tree";
import type { Amounts } from "./types";
import { book } from "./words";

/** Units and their positions: what is planned, who is there, what is vacant; every number opens to its rows. */
export default function HeadcountScreen() {
  const say = useBook(book);
  const { locale, format } = useReader();
  const [month, setMonth] = useState<string>();
  const [shut, setShut] = useState<ReadonlySet<string>>(new Set());
  useTitle(say("headcount.title"));
  const found = useQuery({
    queryKey: ["headcount", month, locale],
    queryFn: () => getHeadcount(month),
    placeholderData: keepPreviousData,
  });
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  const board = found.data;
  const shown = lines(branches(board), shut);
  const turn = (id: string) => {
    const next = new Set(shut);
    if (!next.delete(id)) next.add(id);
    setShut(next);
  };
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{say("headcount.title")}</h1>
          <p className="muted">{say("headcount.lead", { date: format.date(board.on) })}</p>
        </div>
        <Link to="/$noun" params={{ noun: "headcount_plans" }} search={{}}>
          {say("headcount.plan")}
        </Link>
        <Input
          type="month"
          aria-label={say("headcount.month")}
          className={styles.month}
          value={board.month.slice(0, 7)}
          onChange={(event) => setMonth(event.target.value ? `${event.target.value}-01` : undefined)}
        />
      </header>
      {shown.length === 0 ? (
        <Nothing title={say("headcount.none")} hint={say("headcount.none.hint")} />
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <Heads first={say("headcount.unit")} />
            <tbody>
              {shown.map((line) => (
                <BoardLine key={keyOf(line)} line={line} turn={turn} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <section className={styles.course}>
        <h2>{say("headcount.course")}</h2>
        <div className={styles.scroll}>
          <table className={styles.table}>
            <Heads first={say("headcount.month")} />
            <tbody>
              {board.course.map((one) => (
                <tr key={one.month} data-unit={one.month === board.month ? "" : undefined}>
                  <th scope="row">
                    <button type="button" className={styles.plain} onClick={() => setMonth(one.month)}>
                      {format.period(one.month.slice(0, 7))}
                    </button>
                  </th>
                  <Figures amounts={one} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </div>
  );
}

const keyOf = (line: Line) =>
  line.kind === "unit" ? line.branch.id : `${line.cell.unit_id}/${line.cell.position_id}`;

function Heads({ first }: { first: string }) {
  const say = useBook(book);
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        <th scope="col">{say("headcount.planned")}</th>
        <th scope="col">{say("headcount.actual")}</th>
        <th scope="col">{say("headcount.vacant")}</th>
        <th scope="col">{say("headcount.over")}</th>
      </tr>
    </thead>
  );
}

function BoardLine({ line, turn }: { line: Line; turn: (id: string) => void }) {
  const say = useBook(book);
  if (line.kind === "unit") {
    const { branch, open } = line;
    return (
      <tr data-unit="">
        <th scope="row" className={styles.branch} style={{ "--depth": branch.depth } as CSSProperties}>
          <button
            type="button"
            className={styles.plain}
            aria-expanded={open}
            aria-label={say(open ? "headcount.shut" : "headcount.open", { name: branch.name })}
            onClick={() => turn(branch.id)}
          >
            {open ? <DownOutlined /> : <RightOutlined />} {branch.name}
          </button>
        </th>
        <Figures amounts={branch} />
      </tr>
    );
  }
  const { cell } = line;
  const rows = {
    and: [
      { field: "unit_id", op: "eq" as const, value: cell.unit_id },
      { field: "position_id", op: "eq" as const, value: cell.position_id },
    ],
  };
  const name = `${line.unit} · ${cell.name}`;
  const to = (noun: string, label: string) => (figure: string) => (
    <Link to="/$noun" params={{ noun }} search={{ filter: rows }} aria-label={`${figure}, ${label}`}>
      {figure}
    </Link>
  );
  return (
    <tr>
      <th scope="row" className={styles.leaf} style={{ "--depth": line.depth } as CSSProperties}>
        <Link to="/$noun/$id" params={{ noun: "positions", id: cell.position_id }} search={{}}>
          {cell.name}
        </Link>
      </th>
      <Figures
        amounts={cell}
        planned={to("headcount_plans", say("headcount.show_plans", { name }))}
        actual={to("appointments", say("headcount.show_held", { name }))}
      />
    </tr>
  );
}

interface FiguresProps {
  amounts: Amounts;
  planned?: (figure: string) => ReactNode;
  actual?: (figure: string) => ReactNode;
}

function Figures({ amounts, planned, actual }: FiguresProps) {
  const { format } = useReader();
  const figure = (value: number) => format.number(value);
  return (
    <>
      <td>{(planned ?? String)(figure(amounts.planned))}</td>
      <td>{(actual ?? String)(figure(amounts.actual))}</td>
      <td data-vacant={amounts.vacant > 0 ? "" : undefined}>
        {amounts.vacant > 0 ? figure(amounts.vacant) : "–"}
      </td>
      <td data-over={amounts.over > 0 ? "" : undefined}>{amounts.over > 0 ? figure(amounts.over) : "–"}</td>
    </>
  );
}

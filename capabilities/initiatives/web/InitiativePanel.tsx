import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useMemo } from "react";
import { Tone } from "@shell/resource/Cell";
import { RowLink } from "@shell/resource/RowLink";
import { Failed, Waiting } from "@shell/shell/States";
import { useBook, useReader } from "@shell/words/Reader";
import { getWhole } from "./calls";
import { Checks } from "./Checks";
import { OneResource } from "./Cards";
import styles from "./Initiatives.module.css";
import { Risks } from "./Risks";
import { BoardTools } from "./tools";
import type { Milestone, Whole } from "./types";
import { useChanges } from "./useChanges";
import { type Mending, useMend } from "./useMend";
import { book } from "./words";

/** On an initiative's page: how far it is, what it needs, what may go wrong and whether it lands. */
export default function InitiativePanel({ id }: { id: string }) {
  const { locale } = useReader();
  const mend = useMend();
  const found = useQuery({
    queryKey: ["related", "initiatives", "whole", id, locale],
    queryFn: () => getWhole(id),
  });
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting lines={8} />;
  return <Parts whole={found.data} mend={mend} />;
}

function Parts({ whole, mend }: { whole: Whole; mend: Mending }) {
  const say = useBook(book);
  const changes = useChanges();
  const { id, resources, uses } = whole;
  const tools = useMemo(
    () => ({
      board: { today: whole.today, paths: [], unled: [], initiatives: [], resources, uses, findings: [] },
      mend,
      changes,
      marks: new Map(),
      still: true,
    }),
    [whole.today, resources, uses, mend, changes],
  );
  return (
    <div className={styles.panel}>
      {whole.after && (
        <p className="muted">
          <RowLink noun="initiatives" id={whole.after.id}>
            {say("after", { name: whole.after.name })}
          </RowLink>
        </p>
      )}
      <Checks whole={whole} mend={mend} />
      <Milestones whole={whole} mend={mend} />
      <Part
        title={say("resources")}
        none={uses.length === 0 ? say("resources.none") : undefined}
        add={
          whole.may_edit && (
            <span className={styles.remedies}>
              {mend.mayAdd("initiative_resources") && (
                <Button size="small" onClick={() => mend.add("initiative_resources", {}, id)}>
                  {say("mend.add_resource")}
                </Button>
              )}
              {mend.mayAdd("initiative_resource_uses") && (
                <Button
                  size="small"
                  onClick={() => mend.add("initiative_resource_uses", { initiative_id: id })}
                >
                  {say("mend.assign")}
                </Button>
              )}
            </span>
          )
        }
      >
        <BoardTools.Provider value={tools}>
          <ul className={styles.cards}>
            {uses.flatMap((use) => {
              const resource = resources.find((one) => one.id === use.resource);
              return resource
                ? [
                    <li key={use.id}>
                      <OneResource resource={resource} use={use} initiative={whole} />
                    </li>,
                  ]
                : [];
            })}
          </ul>
        </BoardTools.Provider>
      </Part>
      <Risks whole={whole} mend={mend} />
      {mend.dialog}
    </div>
  );
}

interface PartProps {
  title: string;
  note?: string;
  /** What is said where there is nothing. */
  none?: string;
  add?: ReactNode;
  children: ReactNode;
}

export function Part({ title, note, none, add, children }: PartProps) {
  return (
    <section className={styles.part} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {note && <span className="muted">{note}</span>}
        <span className={styles.space} />
        {add}
      </header>
      {none ? <p className="muted">{none}</p> : children}
    </section>
  );
}

function Milestones({ whole, mend }: { whole: Whole; mend: Mending }) {
  const say = useBook(book);
  const { milestones } = whole;
  const done = milestones.filter((one) => one.done).length;
  return (
    <Part
      title={say("milestones")}
      note={milestones.length > 0 ? say("milestones.done", { n: done, all: milestones.length }) : undefined}
      none={milestones.length === 0 ? say("milestones.none") : undefined}
      add={
        whole.may_edit &&
        mend.mayAdd("initiative_milestones") && (
          <Button size="small" onClick={() => mend.add("initiative_milestones", { initiative_id: whole.id })}>
            {say("milestones.add")}
          </Button>
        )
      }
    >
      <progress className={styles.progress} value={done} max={milestones.length || 1} aria-hidden="true" />
      <ul className={styles.entries}>
        {milestones.map((one) => (
          <OneMilestone key={one.id} milestone={one} today={whole.today} mend={mend} />
        ))}
      </ul>
    </Part>
  );
}

function OneMilestone({ milestone, today, mend }: { milestone: Milestone; today: string; mend: Mending }) {
  const say = useBook(book);
  const { format } = useReader();
  const late = !milestone.done && milestone.due_on < today;
  return (
    <li>
      <span className={styles.sentence}>
        <RowLink noun="initiative_milestones" id={milestone.id}>
          {milestone.name}
        </RowLink>{" "}
        {milestone.done ? (
          <Tone tone="green">
            {say("reached", { day: format.date(milestone.done_on ?? milestone.due_on) })}
          </Tone>
        ) : (
          <Tone tone={late ? "red" : "default"}>
            {say(late ? "overdue" : "due", { day: format.date(milestone.due_on) })}
          </Tone>
        )}
        <span className="muted">{milestone.owner?.name}</span>
        {milestone.evidence_url && (
          <a href={milestone.evidence_url} target="_blank" rel="noreferrer">
            {say("evidence")}
          </a>
        )}
      </span>
      {!milestone.done && (
        <Button
          size="small"
          aria-label={`${say("milestones.reach")}: ${milestone.name}`}
          onClick={() => void mend.deed("initiative_milestones", milestone.id, "reach")}
        >
          {say("milestones.reach")}
        </Button>
      )}
    </li>
  );
}

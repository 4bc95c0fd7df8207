import {
  type Announcements,
  DndContext,
  DragOverlay,
  KeyboardSensor,
  MeasuringStrategy,
  MouseSensor,
  TouchSensor,
  useDroppable,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { Button } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { useCardKeys } from "@shell/board/useCardKeys";
import { useBook, useReader } from "@shell/words/Reader";
import { OneInitiative, OnePath, OneResource } from "./Cards";
import cards from "./Cards.module.css";
import { type Carried, collide, type Place, placeByPlace } from "./drag";
import { brief, type Lane, lanes } from "./figures";
import styles from "./Columns.module.css";
import { marksOf } from "./narrow";
import { BoardTools, useTools } from "./tools";
import type { Board, PathCard, Unled } from "./types";
import { useChanges } from "./useChanges";
import type { Mending } from "./useMend";
import { book } from "./words";

/** A finger that stays means the card, one that moves the page. */
const HOLD_MS = 220;

interface Props {
  /** All of it: what may be chosen from. */
  board: Board;
  /** What is looked at; absent: all of it. */
  shown?: Board;
  mend: Mending;
  /** Of one path, on its own page. */
  alone?: boolean;
}

/** Targets, actions and resources in three columns; a line leads from each to what serves it. */
export function Columns({ board, shown = board, mend, alone }: Props) {
  const say = useBook(book);
  const changes = useChanges();
  const [carried, setCarried] = useState<Carried>();
  useCardKeys();
  const marks = useMemo(() => marksOf(board.findings), [board.findings]);
  const tools = useMemo(() => ({ board, mend, changes, marks }), [board, mend, changes, marks]);
  const told = lanes(shown.paths, shown.initiatives, shown.resources, shown.uses);
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: HOLD_MS, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: placeByPlace }),
  );

  const drop = (what: Carried, place: Place) => {
    if (what.takes === "initiative" && place.takes === "initiative") {
      if (what.initiative.path !== (place.path?.id ?? null)) changes.move(what.initiative, place.path);
    } else if (what.takes === "resource" && place.takes === "resource") {
      const { resource } = what;
      if ("path" in place) {
        if (resource.path !== place.path.id) changes.dedicate(resource, place.path);
      } else if (
        !board.uses.some((one) => one.resource === resource.id && one.initiative === place.initiative.id)
      )
        changes.assign(resource, place.initiative);
    }
  };
  const named = (data: unknown) => (data as Carried | Place | undefined)?.name ?? "";
  const announcements: Announcements = {
    onDragStart: ({ active }) => say("drag.start", { name: named(active.data.current) }),
    onDragOver: ({ active, over }) =>
      over
        ? say("drag.over", { name: named(active.data.current), to: named(over.data.current) })
        : say("drag.out", { name: named(active.data.current) }),
    onDragEnd: ({ active, over }) =>
      over
        ? say("drag.end", { name: named(active.data.current), to: named(over.data.current) })
        : say("drag.cancel", { name: named(active.data.current) }),
    onDragCancel: ({ active }) => say("drag.cancel", { name: named(active.data.current) }),
  };
  return (
    <BoardTools.Provider value={tools}>
      <DndContext
        sensors={sensors}
        collisionDetection={collide}
        measuring={{ droppable: { strategy: MeasuringStrategy.WhileDragging } }}
        accessibility={{ announcements, screenReaderInstructions: { draggable: say("drag.how") } }}
        onDragStart={({ active }) => setCarried(active.data.current as Carried)}
        onDragCancel={() => setCarried(undefined)}
        onDragEnd={({ active, over }) => {
          setCarried(undefined);
          const place = over?.data.current as Place | undefined;
          if (place) drop(active.data.current as Carried, place);
        }}
      >
        <div className={styles.board} data-alone={alone || undefined} data-carries={carried?.takes}>
          <div className={styles.heads} aria-hidden="true">
            {!alone && <span>{say("column.targets")}</span>}
            <span>{say("column.actions")}</span>
            <span>{say("column.resources")}</span>
          </div>
          {shown.unled.map((target) => (
            <Leading key={target.id} target={target} />
          ))}
          {told.lanes.map((lane) => (
            <OneLane key={lane.path?.id ?? "alone"} lane={lane} alone={alone} />
          ))}
          {told.idle.length > 0 && (
            <section className={styles.lane} aria-label={say("idle")}>
              {!alone && <span className={styles.filler} />}
              <p className={styles.gap} data-grave>
                {say("idle")}
              </p>
              <ul className={styles.stack}>
                {told.idle.map((resource) => (
                  <li key={resource.id}>
                    <OneResource resource={resource} />
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <DragOverlay dropAnimation={null}>
          {carried && (
            <div className={cards.hanging}>
              <strong>{carried.name}</strong>
            </div>
          )}
        </DragOverlay>
      </DndContext>
      {mend.dialog}
    </BoardTools.Provider>
  );
}

function Spot({
  id,
  place,
  className,
  children,
}: {
  id: string;
  place: Place;
  className?: string;
  children: ReactNode;
}) {
  const { setNodeRef, isOver } = useDroppable({ id, data: place });
  return (
    <div ref={setNodeRef} className={className} data-takes={place.takes} data-over={isOver || undefined}>
      {children}
    </div>
  );
}

function OneLane({ lane, alone }: { lane: Lane; alone?: boolean }) {
  const say = useBook(book);
  const { format } = useReader();
  const { mend } = useTools();
  const { path, rows, direct } = lane;
  const open = path?.state === "open";
  const name = path?.name ?? say("lane.alone");
  return (
    <section className={styles.lane} aria-label={name}>
      {!alone &&
        (path ? (
          <Spot id={`path:${path.id}`} place={{ takes: "resource", name, path }} className={styles.target}>
            <OnePath path={path} />
          </Spot>
        ) : (
          <p className={styles.gap}>{say("lane.alone")}</p>
        ))}
      <Spot id={`lane:${path?.id ?? ""}`} place={{ takes: "initiative", name, path }} className={styles.rows}>
        {rows.map(({ initiative, resources, unseen }) => (
          <Spot
            key={initiative.id}
            id={`at:${initiative.id}`}
            place={{ takes: "resource", name: initiative.name, initiative }}
            className={styles.row}
          >
            <OneInitiative initiative={initiative} />
            <ul className={styles.stack}>
              {resources.map(({ resource, use }) => (
                <li key={use.id}>
                  <OneResource resource={resource} use={use} initiative={initiative} />
                </li>
              ))}
              {unseen > 0 && <li className={styles.gap}>{say("lane.unseen", { n: unseen })}</li>}
              {resources.length + unseen === 0 && (
                <Lacking initiative={initiative.id} name={initiative.name} />
              )}
            </ul>
          </Spot>
        ))}
        {direct.length > 0 && (
          <div className={styles.row}>
            <p className={styles.gap}>{say("lane.direct")}</p>
            <ul className={styles.stack}>
              {direct.map((resource) => (
                <li key={resource.id}>
                  <OneResource resource={resource} />
                </li>
              ))}
            </ul>
          </div>
        )}
        {rows.length === 0 && path && <Empty path={path} />}
        {rows.length > 0 && open && mend.mayAdd("initiatives") && (
          <Button
            type="text"
            size="small"
            className={styles.more}
            aria-label={format.named(say("mend.add_initiative"), path.name)}
            onClick={() => mend.add("initiatives", { path_id: path.id, from: path.from, to: path.to })}
          >
            + {say("mend.add_initiative")}
          </Button>
        )}
      </Spot>
    </section>
  );
}

/** A target in force that no path leads to. */
function Leading({ target }: { target: Unled }) {
  const say = useBook(book);
  const { format } = useReader();
  const { mend } = useTools();
  return (
    <section className={styles.lane} aria-label={target.name}>
      <div className={cards.card} data-kind="path" data-state="idea">
        <h3>{target.name}</h3>
        <p className="muted">
          {[target.measure?.label, format.range(target.from, target.to)].filter(Boolean).join(" · ")}
        </p>
        <dl className={cards.way}>
          <div>
            <dt>{say("target")}</dt>
            <dd>{brief(format, target.measure, target.target)}</dd>
          </div>
        </dl>
      </div>
      <div className={styles.rows}>
        <div className={styles.gap} data-grave>
          <span>{say("lane.unled")}</span>
          {mend.mayAdd("paths") && (
            <Button
              size="small"
              aria-label={format.named(say("mend.make_path"), target.name)}
              onClick={() => mend.lead(target)}
            >
              {say("mend.make_path")}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}

/** A target with nothing done about it. */
function Empty({ path }: { path: PathCard }) {
  const say = useBook(book);
  const { format } = useReader();
  const { mend } = useTools();
  const open = path.state === "open";
  const grave = open && path.standing === "open";
  return (
    <div className={styles.gap} data-grave={grave || undefined}>
      <span>{say("lane.empty")}</span>
      {open && mend.mayAdd("initiatives") && (
        <span className={styles.remedies}>
          <Button
            size="small"
            type={grave ? "primary" : "default"}
            aria-label={format.named(say("split"), path.name)}
            onClick={() => mend.split(path)}
          >
            {say("split")}
          </Button>
          <Button
            size="small"
            aria-label={format.named(say("mend.add_initiative"), path.name)}
            onClick={() => mend.add("initiatives", { path_id: path.id, from: path.from, to: path.to })}
          >
            {say("mend.add_initiative")}
          </Button>
        </span>
      )}
    </div>
  );
}

/** An action with nothing to do it with: a place for a resource. */
function Lacking({ initiative, name }: { initiative: string; name: string }) {
  const say = useBook(book);
  const { format } = useReader();
  const { mend, marks } = useTools();
  const told = (marks.get(initiative) ?? []).some((one) => one.kind === "action_without_resource");
  return (
    <li className={styles.gap} data-grave={told || undefined}>
      <span>{say("lane.no_resource")}</span>
      {told && (
        <span className={styles.remedies}>
          {mend.mayAdd("initiative_resources") && (
            <Button
              size="small"
              aria-label={format.named(say("mend.add_resource"), name)}
              onClick={() => mend.add("initiative_resources", {}, initiative)}
            >
              {say("mend.add_resource")}
            </Button>
          )}
          {mend.mayAdd("initiative_resource_uses") && (
            <Button
              size="small"
              aria-label={format.named(say("mend.assign"), name)}
              onClick={() => mend.add("initiative_resource_uses", { initiative_id: initiative })}
            >
              {say("mend.assign")}
            </Button>
          )}
        </span>
      )}
    </li>
  );
}

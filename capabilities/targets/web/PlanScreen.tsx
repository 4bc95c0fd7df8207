import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, App, Button } from "antd";
import { Suspense, useEffect, useRef, useState } from "react";
import { getRow } from "@shell/api/calls";
import { Problem } from "@shell/api/problem";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Envelope, Noun } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { Tone } from "@shell/resource/Cell";
import { Facts } from "@shell/resource/Facts";
import { fieldOf, titleOf } from "@shell/resource/fields";
import { RowActions } from "@shell/resource/RowActions";
import { PinButton } from "@shell/shell/PinButton";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { RowNews } from "@shell/story/RowNews";
import { useBook, useReader } from "@shell/words/Reader";
import { drawUp, getGrid, handDown } from "./calls";
import { FileMenu } from "./FileMenu";
import { isNotHandedDown, OwnPart } from "./OwnPart";
import { PlanTable, type PlanHandle } from "./PlanTable";
import styles from "./Targets.module.css";
import type { Grid } from "./types";
import { book, type TargetWord } from "./words";

const ChecksDrawer = part(() => import("./ChecksDrawer"));
const FormDrawer = part(() => import("@shell/resource/FormDrawer"));
const ReplanDialog = part(() => import("./ReplanDialog"));
const SettingsDrawer = part(() => import("./SettingsDrawer"));
const Timeline = part(() => import("@shell/resource/Timeline").then((one) => ({ default: one.Timeline })));
const PLANS = "target_plans";
/** What a plan goes through, one after the other. */
const COURSE = ["working", "submitted", "approved", "published"] as const;

function orNone(error: unknown): null {
  if (error instanceof Problem && (error.status === 403 || error.status === 404)) return null;
  throw error;
}

/** A target plan: its table, what can be done with it, what it says of itself. */
export default function PlanScreen({ id }: { id: string }) {
  const { locale } = useReader();
  const noun = nounOf(useMeta(locale), PLANS);
  const found = useQuery({
    queryKey: ["row", PLANS, id, locale, "or part"],
    // That it is not for this reader is an answer: it stays while it is asked for again.
    queryFn: ({ signal }) => getRow(PLANS, id, undefined, signal).catch(orNone),
    retry: false,
  });
  useTitle(found.data && noun && titleOf(noun, found.data.row), noun?.label);
  // Whoever may not see the plan sees what of it is theirs.
  if (found.data === null) return <OwnPart id={id} />;
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data || !noun) return <Waiting />;
  return <Plan noun={noun} envelope={found.data} />;
}

function Plan({ noun, envelope }: { noun: Noun; envelope: Envelope }) {
  const say = useBook(book);
  const { say: shell, format } = useReader();
  const { message, modal } = App.useApp();
  const queries = useQueryClient();
  const [editing, setEditing] = useState(false);
  const [setting, setSetting] = useState(false);
  const [checking, setChecking] = useState(false);
  const [replanning, setReplanning] = useState(false);
  const table = useRef<PlanHandle>(null);
  const [busy, setBusy] = useState<"draw" | "hand">();
  const [refused, setRefused] = useState<unknown>();
  const { row } = envelope;
  const id = String(row.id);
  const title = titleOf(noun, row);
  const key = ["target-grid", id];
  const grid = useQuery({ queryKey: key, queryFn: () => getGrid(id), retry: false, staleTime: 30_000 });
  const state = fieldOf(noun, "state")?.options?.find((option) => option.value === row.state);
  const open = row.state === "working" || row.state === "submitted";
  const mayEdit = (envelope.may?.edit ?? noun.may.edit) && open;
  const mayReplan = row.state === "published" && noun.may.create && (envelope.may?.edit ?? noun.may.edit);
  const mayPlan = grid.data?.may?.plan ?? mayEdit;
  const fresh = async () => {
    await queries.invalidateQueries({ queryKey: ["row", PLANS, id] });
    await grid.refetch();
  };
  const made = (now: Grid) => {
    queries.setQueryData(key, now);
    void queries.invalidateQueries({ queryKey: ["row", PLANS, id] });
  };
  const run = async (what: "draw" | "hand", work: () => Promise<unknown>) => {
    setBusy(what);
    setRefused(undefined);
    try {
      await work();
      await fresh();
    } catch (error) {
      setRefused(error);
    } finally {
      setBusy(undefined);
    }
  };
  const draw = () => run("draw", () => drawUp(id));
  const redraw = () =>
    void modal.confirm({
      title: say("redraw"),
      content: say("redraw.hint"),
      okText: say("redraw"),
      cancelText: shell("form.cancel"),
      onOk: draw,
    });
  const hand = () =>
    void modal.confirm({
      title: say("hand"),
      content: say("hand.hint", { n: held }),
      okText: say("hand"),
      cancelText: shell("form.cancel"),
      onOk: () =>
        run("hand", async () => {
          const { places } = await handDown(id);
          void message.success(say("hand.done", { n: places }));
        }),
    });
  const held = grid.data?.rows.filter((line) => line.talk === "held").length ?? 0;
  const empty = grid.error instanceof Problem && grid.error.code === "target_plans.not_drawn";
  const at = COURSE.indexOf(row.state as (typeof COURSE)[number]);
  // Somebody else has changed the plan: what one changed oneself is in the table already.
  const { refetch } = grid;
  const behind = grid.data !== undefined && Number(row.changes) > grid.data.changes;
  useEffect(() => {
    if (behind) void refetch();
  }, [behind, refetch]);
  // What may be done depends on the places: it comes with them.
  if (grid.isPending) return <Waiting lines={12} />;
  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <div className={styles.title}>
          <Link to="/$noun" params={{ noun: PLANS }} search={{}} className={styles.up}>
            {noun.plural}
          </Link>
          <div className={styles.named}>
            <h1>{title}</h1>
            <PinButton place={`${PLANS}/${id}`} />
          </div>
          <p className={styles.about}>
            {state && <Tone tone={state.tone}>{state.label}</Tone>}
            <Link to="/$noun/$id" params={{ noun: "units", id: String(row.unit_id) }} search={{}}>
              {envelope.labels?.[String(row.unit_id)] ?? "…"}
            </Link>
            <span className="muted">
              {say("span", { from: format.date(String(row.from)), to: format.date(String(row.to)) })}
            </span>
          </p>
        </div>
        <div className={styles.deeds}>
          {mayPlan && !empty && held > 0 && grid.data?.may && (
            <Button loading={busy === "hand"} onClick={hand}>
              {say("hand")}
            </Button>
          )}
          {mayReplan && <Button onClick={() => setReplanning(true)}>{say("replan")}</Button>}
          <RowActions noun={noun} envelope={envelope} now edit={() => setEditing(true)} />
        </div>
      </header>
      <RowNews noun={noun} row={row} />
      {at >= 0 && (
        <ol className={styles.course} aria-label={say("course")}>
          {COURSE.map((step, nth) => (
            <li key={step} data-done={nth < at || undefined} aria-current={nth === at ? "step" : undefined}>
              {fieldOf(noun, "state")?.options?.find((one) => one.value === step)?.label ??
                say(`course.${step}` as TargetWord)}
            </li>
          ))}
        </ol>
      )}
      <div className={styles.body}>
        {refused !== undefined && (
          <Alert
            type="error"
            showIcon
            closable
            role="alert"
            title={refused instanceof Error ? refused.message : String(refused)}
            onClose={() => setRefused(undefined)}
          />
        )}
        {empty ? (
          <Nothing title={say("empty")} hint={say(mayEdit ? "empty.hint" : "empty.wait")}>
            {mayEdit && (
              <span className={styles.deeds}>
                <Button type="primary" loading={busy === "draw"} onClick={() => void draw()}>
                  {say("draw")}
                </Button>
                <Button onClick={() => setSetting(true)}>{say("settings")}</Button>
              </span>
            )}
          </Nothing>
        ) : isNotHandedDown(grid.error) ? (
          <Nothing title={say("none.yours")} hint={say("none.yours.hint")} />
        ) : grid.error && !grid.data ? (
          <Failed error={grid.error} again={() => void grid.refetch()} />
        ) : !grid.data ? (
          <Waiting lines={12} />
        ) : grid.data.rows.length === 0 ? (
          <Nothing title={say("none.yours")} hint={say("none.yours.hint")} />
        ) : (
          <PlanTable
            key={id}
            read={grid.data}
            name={title}
            grain={String(row.grain ?? "month")}
            mayEdit={mayPlan}
            made={made}
            reload={() => void fresh()}
            handle={table}
            extra={
              <>
                <Button aria-expanded={checking} onClick={() => setChecking(!checking)}>
                  {say("checks")}
                </Button>
                {mayEdit && (
                  <Button loading={busy === "draw"} onClick={redraw}>
                    {say("redraw")}
                  </Button>
                )}
                <Button onClick={() => setSetting(true)}>{say("settings")}</Button>
                <FileMenu
                  plan={id}
                  mayExport={noun.may.export === true}
                  mayImport={mayEdit && noun.may.import === true}
                  taken={() => void fresh()}
                />
              </>
            }
          />
        )}
        <div className={styles.belowTable}>
          <Facts noun={noun} envelope={envelope} mayEdit={mayEdit} />
          <Suspense fallback={<Waiting lines={3} />}>
            <Timeline noun={noun} id={id} />
          </Suspense>
        </div>
      </div>
      <Suspense fallback={null}>
        {editing && (
          <FormDrawer noun={noun} row={row} labels={envelope.labels} close={() => setEditing(false)} />
        )}
        {checking && grid.data && (
          <ChecksDrawer
            grid={grid.data}
            go={(node) => table.current?.go(node)}
            close={() => setChecking(false)}
          />
        )}
        {replanning && <ReplanDialog envelope={envelope} close={() => setReplanning(false)} />}
        {setting && (
          <SettingsDrawer
            envelope={envelope}
            noun={noun}
            grid={grid.data}
            mayEdit={mayEdit}
            saved={() => void fresh()}
            close={() => setSetting(false)}
          />
        )}
      </Suspense>
    </article>
  );
}

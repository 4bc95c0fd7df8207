import { part } from "../parts/part";
import { HistoryOutlined } from "../theme/icons";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CatchBoundary, Link } from "@tanstack/react-router";
import { Alert, Button, Skeleton } from "antd";
import { Suspense, useState } from "react";
import { getRow } from "../api/calls";
import { nounOf, useMeta } from "../api/queries";
import type { Noun } from "../api/types";
import { screensOf } from "../capabilities";
import type { Panel } from "../capability";
import { PinButton } from "../shell/PinButton";
import { Failed } from "../shell/States";
import { useTitle } from "../shell/title";
import { CommentBox } from "../story/CommentBox";
import { RowNews } from "../story/RowNews";
import { useReader } from "../words/Reader";
import { Facts } from "./Facts";
import { titleOf } from "./fields";
import { Highlights } from "./Highlights";
import { ListPlace, useList } from "./ListPlace";
import { Related } from "./Related";
import { RowActions } from "./RowActions";
import styles from "./RowPage.module.css";
import { Timeline } from "./Timeline";
import { usePhone } from "./usePhone";

const FormDrawer = part(() => import("./FormDrawer"));
const RowApprovals = part(() => import("../approval/RowApprovals"));
const RowQuick = part(() => import("../phone/RowQuick"));
const AsOfDialog = part(() => import("./AsOfDialog"));

/** What one is on the way to. */
const SELLS = ["accounts", "contacts", "leads", "opportunities", "activities"];

interface Props {
  noun: Noun;
  id: string;
  asOf?: string;
  setAsOf: (at: string | undefined) => void;
}

export function RowPage({ noun, id, asOf, setAsOf }: Props) {
  const { say, locale, format } = useReader();
  const meta = useMeta(locale);
  const [editing, setEditing] = useState(false);
  const [dating, setDating] = useState(false);
  const list = useList();
  const phone = usePhone();
  const found = useQuery({
    queryKey: ["row", noun.name, id, locale, asOf ?? null],
    queryFn: ({ signal }) => getRow(noun.name, id, asOf, signal),
    placeholderData: keepPreviousData,
  });

  useTitle(found.data && titleOf(noun, found.data.row), noun.label);

  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <RowWaiting />;
  const envelope = found.data;
  const { row } = envelope;
  const title = titleOf(noun, row);
  const now = !asOf;
  const { panels, below } = screensOf(noun.name);
  const mayEdit = now && (envelope.may?.edit ?? noun.may.edit);

  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <div className={styles.name}>
          <div className={styles.way}>
            <Link to="/$noun" params={{ noun: noun.name }} search={list ?? {}} className={styles.up}>
              {noun.plural}
            </Link>
            {list && now && <ListPlace noun={noun} id={id} list={list} />}
          </div>
          <div className={styles.title}>
            <h1>{title}</h1>
            {now && <PinButton place={`${noun.name}/${id}`} />}
          </div>
        </div>
        <RowActions
          noun={noun}
          envelope={envelope}
          now={now}
          edit={() => setEditing(true)}
          date={() => setDating(true)}
        />
      </header>
      {asOf && (
        <Alert
          banner
          type="warning"
          icon={<HistoryOutlined />}
          title={say("asof.row", { at: format.instant(asOf) })}
          action={
            <Button size="small" onClick={() => setAsOf(undefined)}>
              {say("asof.now")}
            </Button>
          }
        />
      )}
      {now && <RowNews noun={noun} row={row} />}
      {now && nounOf(meta, "approvals") && (
        <Suspense fallback={null}>
          <RowApprovals noun={noun.name} id={id} />
        </Suspense>
      )}
      {now && phone && SELLS.includes(noun.name) && (
        <Suspense fallback={<div className={styles.quicks} />}>
          <RowQuick noun={noun} row={row} />
        </Suspense>
      )}
      <Highlights noun={noun} envelope={envelope} />
      <div className={styles.columns}>
        <div className={styles.main}>
          {now && <Panels of={panels} noun={noun} id={id} />}
          <Facts noun={noun} envelope={envelope} mayEdit={mayEdit} />
          {now && meta && <Related meta={meta} noun={noun} id={id} />}
          {now && <Panels of={below} noun={noun} id={id} />}
        </div>
        <aside className={styles.aside} aria-label={say("row.story")}>
          {now && nounOf(meta, "activities") && noun.name !== "activities" && (
            <CommentBox noun={noun} id={id} title={title} activities={nounOf(meta, "activities") as Noun} />
          )}
          <Timeline noun={noun} id={id} />
        </aside>
      </div>
      <Suspense fallback={null}>
        {editing && (
          <FormDrawer noun={noun} row={row} labels={envelope.labels} close={() => setEditing(false)} />
        )}
        {dating && (
          <AsOfDialog
            asOf={asOf}
            close={() => setDating(false)}
            choose={(at) => {
              setAsOf(at);
              setDating(false);
            }}
          />
        )}
      </Suspense>
    </article>
  );
}

/** What capabilities have to say of the row. */
function Panels({ of, noun, id }: { of: Panel[]; noun: Noun; id: string }) {
  if (of.length === 0) return null;
  return (
    <Suspense fallback={<div data-awaited />}>
      {of.map((One, at) => (
        <CatchBoundary key={at} getResetKey={() => `${noun.name}/${id}`} errorComponent={PanelBroken}>
          <One noun={noun} id={id} />
        </CatchBoundary>
      ))}
    </Suspense>
  );
}

/** A panel that cannot be drawn leaves the row and the other panels as they are. */
function PanelBroken({ reset }: { reset: () => void }) {
  const { say } = useReader();
  return (
    <Alert
      type="warning"
      showIcon
      title={say("parts.panel")}
      action={
        <Button size="small" onClick={reset}>
          {say("state.again")}
        </Button>
      }
    />
  );
}

/** Title, what matters, facts and story: where they will be. */
function RowWaiting() {
  const { say } = useReader();
  return (
    <div className={styles.page} role="status" aria-label={say("state.loading")}>
      <div className={styles.head}>
        <Skeleton active title={{ width: 80 }} paragraph={{ rows: 1, width: 320 }} />
      </div>
      <div className={styles.strip} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <Skeleton active title={false} paragraph={{ rows: 9, width: "70%" }} />
        </div>
        <div className={styles.aside}>
          <Skeleton active title={{ width: "30%" }} paragraph={{ rows: 4 }} />
        </div>
      </div>
    </div>
  );
}

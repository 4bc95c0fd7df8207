import { EditOutlined, EllipsisOutlined, HistoryOutlined } from "../theme/icons";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Alert, App, Button, Dropdown, Tooltip } from "antd";
import { lazy, Suspense, useState } from "react";
import { VerbButtons } from "../action/VerbButtons";
import { deleteRow, getRow } from "../api/calls";
import { nounOf, useMeta } from "../api/queries";
import type { Noun } from "../api/types";
import { Failed, Waiting } from "../shell/States";
import { useReader } from "../words/Reader";
import { ActivityBox } from "./ActivityBox";
import { Facts } from "./Facts";
import { titleOf } from "./fields";
import { Highlights } from "./Highlights";
import { Related } from "./Related";
import styles from "./RowPage.module.css";
import { Timeline } from "./Timeline";
import { useWritten } from "./useWrites";

const FormDrawer = lazy(() => import("./FormDrawer"));
const AsOfDialog = lazy(() => import("./AsOfDialog"));

interface Props {
  noun: Noun;
  id: string;
  asOf?: string;
  setAsOf: (at: string | undefined) => void;
}

export function RowPage({ noun, id, asOf, setAsOf }: Props) {
  const { say, locale, format } = useReader();
  const { message, modal } = App.useApp();
  const navigate = useNavigate();
  const written = useWritten(noun.name);
  const meta = useMeta(locale);
  const [editing, setEditing] = useState(false);
  const [dating, setDating] = useState(false);
  const found = useQuery({
    queryKey: ["row", noun.name, id, locale, asOf ?? null],
    queryFn: ({ signal }) => getRow(noun.name, id, asOf, signal),
    placeholderData: keepPreviousData,
  });

  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting lines={10} />;
  const envelope = found.data;
  const { row } = envelope;
  const title = titleOf(noun, row);
  const now = !asOf;
  const mayEdit = now && (envelope.may?.edit ?? noun.may.edit);
  const mayDelete = now && (envelope.may?.delete ?? noun.may.delete);

  const remove = () =>
    modal.confirm({
      title: say("row.delete.title", { name: title }),
      content: say("row.delete.hint"),
      okText: say("row.delete"),
      okButtonProps: { danger: true },
      cancelText: say("form.cancel"),
      onOk: async () => {
        try {
          await deleteRow(noun.name, row);
        } catch (error) {
          void message.error(error instanceof Error ? error.message : String(error));
          return;
        }
        await navigate({ to: "/$noun", params: { noun: noun.name } });
        await written();
        void message.success(say("row.deleted", { name: title }));
      },
    });

  return (
    <article className={styles.page}>
      <header className={styles.head}>
        <div className={styles.name}>
          <Link to="/$noun" params={{ noun: noun.name }} className={styles.up}>
            {noun.plural}
          </Link>
          <h1>{title}</h1>
        </div>
        <div className={styles.actions} role="toolbar" aria-label={say("row.actions")}>
          {now && <VerbButtons noun={noun} envelope={envelope} />}
          {mayEdit && (
            <Button icon={<EditOutlined />} onClick={() => setEditing(true)}>
              {say("row.edit")}
            </Button>
          )}
          <Tooltip title={say("asof.button")}>
            <Button
              icon={<HistoryOutlined />}
              aria-label={say("asof.button")}
              onClick={() => setDating(true)}
            />
          </Tooltip>
          {mayDelete && (
            <Dropdown
              trigger={["click"]}
              placement="bottomRight"
              menu={{
                items: [{ key: "delete", danger: true, label: say("row.delete") }],
                onClick: remove,
              }}
            >
              <Button icon={<EllipsisOutlined />} aria-label={say("row.more")} />
            </Dropdown>
          )}
        </div>
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
      <Highlights noun={noun} envelope={envelope} />
      <div className={styles.columns}>
        <div className={styles.main}>
          <Facts noun={noun} envelope={envelope} mayEdit={mayEdit} />
          {now && meta && <Related meta={meta} noun={noun} id={id} />}
        </div>
        <aside className={styles.aside} aria-label={say("row.story")}>
          {now && nounOf(meta, "activities") && noun.name !== "activities" && (
            <ActivityBox noun={noun} id={id} activities={nounOf(meta, "activities") as Noun} />
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

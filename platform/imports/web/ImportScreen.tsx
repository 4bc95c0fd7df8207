import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Alert, App, Button, Steps } from "antd";
import { useState } from "react";
import { JobProgress, useJob } from "@shell/action/JobProgress";
import { Tone } from "@shell/resource/Cell";
import { usePhone } from "@shell/resource/usePhone";
import { useWritten } from "@shell/resource/useWrites";
import { Failed, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { errorFile, getImport, putFixes, putMapping, step, type Step } from "./calls";
import { Corrected } from "./Corrected";
import styles from "./Imports.module.css";
import { KeepProfile } from "./KeepProfile";
import { Mapping } from "./Mapping";
import { Problems } from "./Problems";
import { save as saveFile } from "./save";
import { isOpen, isRunning, stateTone, stepOf } from "./states";
import { Summary } from "./Summary";
import type { Fixes, Import, Options, Profile } from "./types";
import { book } from "./words";

export default function ImportScreen() {
  const { locale } = useReader();
  const { id = "" } = useParams({ strict: false });
  const found = useQuery({
    queryKey: ["import", id, locale],
    queryFn: () => getImport(id),
    refetchInterval: (query) => (query.state.data && isRunning(query.state.data.state) ? 1500 : false),
  });
  if (found.error) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  return <Wizard one={found.data} />;
}

function Wizard({ one }: { one: Import }) {
  const say = useBook(book);
  const { locale } = useReader();
  const { message, modal } = App.useApp();
  const queries = useQueryClient();
  const written = useWritten();
  const phone = usePhone();
  const [busy, setBusy] = useState<string>();
  useTitle(one.files.map((file) => file.name).join(", ") || one.profile.name, say("title"));

  const settle = (next: Import | undefined) => {
    // Some steps answer with the job they began instead of the import.
    if (next && "state" in next && "profile" in next) queries.setQueryData(["import", one.id, locale], next);
    return queries.invalidateQueries({
      predicate: (query) => query.queryKey[0] === "import" || query.queryKey[0] === "import-problems",
    });
  };
  const act = async (what: string, work: () => Promise<Import>) => {
    setBusy(what);
    try {
      await settle(await work());
      if (what === "run" || what === "undo") await written();
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
      await settle(undefined);
    } finally {
      setBusy(undefined);
    }
  };
  const go = (name: Step) => act(name, () => step(one.id, name));
  const save = (mapping: { profile?: Profile; options?: Options }) =>
    act("mapping", async () => {
      await putMapping(one.id, mapping);
      // What was asked has changed, so what was found has to be looked for again.
      return one.state === "mapped" ? getImport(one.id) : step(one.id, "check");
    });
  const fix = (fixes: Fixes) =>
    act("mapping", async () => {
      await putFixes(one.id, fixes);
      return step(one.id, "check");
    });
  const undo = () =>
    modal.confirm({
      title: say("undo.title"),
      content: say("undo.hint"),
      okText: say("undo"),
      okButtonProps: { danger: true },
      cancelText: say("cancel"),
      onOk: () => go("undo"),
    });
  const download = async () => saveFile(await errorFile(one.id), "rows-left-out.csv");

  // A run that was asked for has a job before the import itself says that it runs.
  const job = useJob(one.job_id ?? undefined, () => {
    void settle(undefined);
    void written();
  }).data;
  const working = isRunning(one.state) || job?.state === "waiting" || job?.state === "running";
  const open = isOpen(one.state) && !working;
  const counted = Object.keys(one.report.nouns).length > 0;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <Link to="/imports" className="muted">
            {say("title")}
          </Link>
          <h1>{one.files.map((file) => file.name).join(", ") || one.profile.name}</h1>
        </div>
        <Tone tone={stateTone(one.state)}>{say(`state.${one.state}`)}</Tone>
      </header>
      <Steps
        className={styles.steps}
        size="small"
        responsive={false}
        titlePlacement={phone ? "vertical" : "horizontal"}
        current={stepOf(one.state)}
        items={(["step.map", "step.check", "step.run", "step.report"] as const).map((word) => ({
          title: say(word),
        }))}
      />
      {working && one.job_id && <JobProgress id={one.job_id} />}
      {one.undone && (
        <Alert
          type="info"
          showIcon
          title={say("undone", {
            removed: one.undone.removed,
            restored: one.undone.restored,
            left: one.undone.left,
          })}
        />
      )}
      {counted && <Summary one={one} />}
      {one.state !== "mapped" && !working && (
        <Problems one={one} busy={!!busy} save={open ? save : undefined} fix={open ? fix : undefined} />
      )}
      <Corrected one={one} busy={!!busy} fix={open ? fix : undefined} />
      {open && <Mapping one={one} busy={!!busy} save={(profile) => save({ profile })} />}
      <div className={styles.actions}>
        {open && (
          <Button
            type={one.state === "checked" ? "default" : "primary"}
            loading={busy === "check"}
            onClick={() => void go("check")}
          >
            {say(one.state === "mapped" ? "check" : "check.again")}
          </Button>
        )}
        {!working && !one.undone?.lines && ["checked", "failed", "cancelled"].includes(one.state) && (
          <Button type="primary" loading={busy === "run"} onClick={() => void go("run")}>
            {say(one.state === "checked" ? "run" : "go_on")}
          </Button>
        )}
        {!working && <KeepProfile one={one} />}
        {!working && one.report.errors > 0 && (
          <Button onClick={() => void download()}>{say("errors.file")}</Button>
        )}
        {!working && ["done", "cancelled", "failed"].includes(one.state) && (
          <Button danger loading={busy === "undo"} onClick={undo}>
            {say("undo")}
          </Button>
        )}
      </div>
    </div>
  );
}

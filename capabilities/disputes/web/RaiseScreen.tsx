import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { Suspense, useState } from "react";
import { getRow, listRows } from "@shell/api/calls";
import { nounOf, useMeta, useSession } from "@shell/api/queries";
import { part } from "@shell/parts/part";
import { titleOf } from "@shell/resource/fields";
import { RowLink } from "@shell/resource/RowLink";
import { Missing } from "@shell/shell/Missing";
import { Failed, Waiting } from "@shell/shell/States";
import { useTitle } from "@shell/shell/title";
import { useBook, useReader } from "@shell/words/Reader";
import { claimAbout } from "./course";
import styles from "./Dispute.module.css";
import { book } from "./words";

const FormDrawer = part(() => import("@shell/resource/FormDrawer"));

/** Somebody claims a row: how it will go, and the form. */
export default function RaiseScreen() {
  const say = useBook(book);
  const { locale } = useReader();
  const meta = useMeta(locale);
  const { about, row: id } = useParams({ strict: false }) as { about: string; row: string };
  const me = useSession()?.user.person_id;
  const [writing, setWriting] = useState(true);
  const found = useQuery({
    queryKey: ["row", about, id, locale, null],
    queryFn: ({ signal }) => getRow(about, id, undefined, signal),
  });
  const filter = JSON.stringify({
    and: [
      { field: "row_id", op: "eq", value: id },
      { field: "state", op: "in", value: ["filed", "answered", "ruled", "appealed"] },
    ],
  });
  const open = useQuery({
    queryKey: ["rows", "disputes", "about", id, locale],
    queryFn: ({ signal }) => listRows("disputes", { filter, limit: 20 }, signal),
    enabled: !!nounOf(meta, "disputes"),
  });
  const noun = nounOf(meta, about);
  const disputes = nounOf(meta, "disputes");
  const title = noun && found.data ? titleOf(noun, found.data.row) : "";
  useTitle(title && say("raise", { name: title }));
  if (!meta) return <Waiting />;
  if (!noun || !disputes?.may.create) return <Missing />;
  if (found.error && !found.data) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (!found.data) return <Waiting />;
  const { form, given } = claimAbout(disputes, about, found.data.row, me);
  const underWay = open.data?.rows ?? [];
  return (
    <article className={styles.raise}>
      <Link to="/$noun/$id" params={{ noun: about, id }} search={{}} className={styles.up}>
        {title}
      </Link>
      <h1>{say("raise", { name: title })}</h1>
      <p className="muted">{say("raise.lead")}</p>
      {underWay.length > 0 && (
        <p className={styles.next}>
          <span>{say("raise.open")}</span>
          {underWay.map((one) => (
            <RowLink key={one.id} noun="disputes" id={one.id}>
              {titleOf(disputes, one)}
            </RowLink>
          ))}
        </p>
      )}
      <ol className={styles.steps}>
        <li>{say("raise.step.file")}</li>
        <li>{say("raise.step.rule")}</li>
        <li>{say("raise.step.appeal")}</li>
      </ol>
      <p className="muted">{say("raise.step.settle")}</p>
      <Button type="primary" className={styles.write} onClick={() => setWriting(true)}>
        {say("raise.write")}
      </Button>
      <Suspense fallback={null}>
        {writing && (
          <FormDrawer
            noun={form}
            initial={given}
            labels={found.data.labels}
            openAfter
            close={() => setWriting(false)}
          />
        )}
      </Suspense>
    </article>
  );
}

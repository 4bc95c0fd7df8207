import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Suspense, useState } from "react";
import { useVerbs } from "@shell/action/useVerbs";
import { getRow } from "@shell/api/calls";
import { nounOf } from "@shell/api/queries";
import type { Envelope, Meta, Noun } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Policies.module.css";
import type { Whole } from "./types";
import { useRefresh } from "./useRefresh";
import { book } from "./words";

const FormDrawer = part(() => import("@shell/resource/FormDrawer"));

/** What one does with a draft: another section, what is new in it, whom it is for, and then publishing. */
export function DraftTools({ whole, meta }: { whole: Whole; meta: Meta }) {
  const { locale } = useReader();
  const noun = nounOf(meta, "policy_editions");
  const edition = whole.shown?.id ?? "";
  const found = useQuery({
    queryKey: ["row", "policy_editions", edition, locale, null],
    queryFn: ({ signal }) => getRow("policy_editions", edition, undefined, signal),
    enabled: !!noun && !!edition,
  });
  if (!noun || !found.data) return null;
  return <Tools whole={whole} meta={meta} noun={noun} envelope={found.data} />;
}

interface Props {
  whole: Whole;
  meta: Meta;
  noun: Noun;
  envelope: Envelope;
}

function Tools({ whole, meta, noun, envelope }: Props) {
  const say = useBook(book);
  const refresh = useRefresh();
  const verbs = useVerbs(noun, envelope, () => void refresh());
  const [open, setOpen] = useState<"section" | "edition">();
  const sections = nounOf(meta, "policy_sections");
  const last = Math.max(0, ...whole.sections.map((section) => section.place));
  const close = () => {
    setOpen(undefined);
    void refresh();
  };
  return (
    <div className={styles.draft} role="toolbar" aria-label={say("draft.tools")}>
      <Button onClick={() => setOpen("section")}>{say("draft.section")}</Button>
      <Button onClick={() => setOpen("edition")}>{say("draft.news")}</Button>
      {verbs.allowed.map((verb) => (
        <Button
          key={verb.name}
          type="primary"
          loading={verbs.busy === verb.name}
          onClick={() => verbs.start(verb)}
        >
          {verb.label}
        </Button>
      ))}
      {verbs.dialog}
      <Suspense fallback={null}>
        {open === "section" && sections && (
          <FormDrawer
            noun={sections}
            initial={{ edition_id: envelope.row.id, place: last + 1 }}
            close={close}
          />
        )}
        {open === "edition" && (
          <FormDrawer noun={noun} row={envelope.row} labels={envelope.labels} close={close} />
        )}
      </Suspense>
    </div>
  );
}

import { App, Button, Popconfirm } from "antd";
import { Suspense, useState } from "react";
import { deleteRow, editRow } from "@shell/api/calls";
import { nounOf } from "@shell/api/queries";
import type { Meta, Row } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { useBook, useReader } from "@shell/words/Reader";
import { blocksOf, minutesOf } from "./blocks";
import styles from "./Policies.module.css";
import type { Section, Whole } from "./types";
import { useRefresh } from "./useRefresh";
import { book } from "./words";

const FormDrawer = part(() => import("@shell/resource/FormDrawer"));

/** From so many sections on, what there is stands before them. */
const CONTENTS = 4;

/** The text of an edition, on the screen and on paper; a draft's sections are changed where they stand. */
export function PolicyText({ whole, meta }: { whole: Whole; meta: Meta }) {
  const say = useBook(book);
  const { format } = useReader();
  const { shown, sections } = whole;
  const [editing, setEditing] = useState<Section>();
  const refresh = useRefresh();
  const noun = nounOf(meta, "policy_sections");
  if (!shown) return null;
  const draft = shown.state === "draft" && whole.may_edit;
  const since = shown.state === "planned" ? "from" : "since";
  const minutes = minutesOf(sections.map((section) => section.body));
  return (
    <div className={styles.text}>
      <header className={styles.printed}>
        <h1>{whole.title}</h1>
        <p>
          {[
            whole.code,
            say("edition", { n: shown.edition }),
            shown.from && say(since, { from: format.date(shown.from) }),
            whole.owner?.name,
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {whole.summary && <p>{whole.summary}</p>}
      </header>
      <p className={styles.told}>
        {[
          say("edition", { n: shown.edition }),
          shown.from &&
            (shown.to
              ? say("span", { from: format.date(shown.from), to: format.date(shown.to) })
              : say(since, { from: format.date(shown.from) })),
          sections.length > 0 && say("minutes", { n: minutes }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {sections.length >= CONTENTS && (
        <nav className={styles.contents} aria-label={say("contents")}>
          <ol>
            {sections.map((section) => (
              <li key={section.id}>
                <a
                  href={`#section-${section.id}`}
                  onClick={(event) => {
                    event.preventDefault();
                    const heading = document.getElementById(`section-${section.id}`);
                    heading?.scrollIntoView();
                    heading?.focus({ preventScroll: true });
                  }}
                >
                  {section.title}
                </a>
              </li>
            ))}
          </ol>
        </nav>
      )}
      {sections.map((section, at) => (
        <section key={section.id} className={styles.section} aria-labelledby={`section-${section.id}`}>
          <div className={styles.heading}>
            <h2 id={`section-${section.id}`} tabIndex={-1}>
              <span className={styles.number}>{at + 1}</span> {section.title}
            </h2>
            {draft && <SectionTools sections={sections} at={at} edit={() => setEditing(section)} />}
          </div>
          {blocksOf(section.body).map((block, nth) =>
            block.kind === "list" ? (
              <ul key={nth}>
                {block.lines.map((line, place) => (
                  <li key={place}>{line}</li>
                ))}
              </ul>
            ) : (
              <p key={nth}>{block.lines[0]}</p>
            ),
          )}
        </section>
      ))}
      {sections.length === 0 && <p className="muted">{say("none.sections")}</p>}
      <Suspense fallback={null}>
        {editing && noun && (
          <FormDrawer
            noun={noun}
            row={{ ...editing, edition_id: shown.id } as unknown as Row}
            close={() => {
              setEditing(undefined);
              void refresh();
            }}
          />
        )}
      </Suspense>
    </div>
  );
}

/** Up, down, change, remove. */
function SectionTools({ sections, at, edit }: { sections: Section[]; at: number; edit: () => void }) {
  const say = useBook(book);
  const { say: shell } = useReader();
  const { message } = App.useApp();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const section = sections[at];
  if (!section) return null;
  const doing = async (act: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await act();
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
      await refresh();
    }
  };
  const move = (to: number) =>
    doing(async () => {
      const order = [...sections];
      order.splice(to, 0, ...order.splice(at, 1));
      // Only those whose place is another one are written.
      for (const [place, one] of order.entries())
        if (one.place !== place + 1) await editRow("policy_sections", one, { place: place + 1 });
    });
  return (
    <span className={styles.tools}>
      <Button size="small" type="text" disabled={busy || at === 0} onClick={() => void move(at - 1)}>
        {say("section.up")}
      </Button>
      <Button
        size="small"
        type="text"
        disabled={busy || at === sections.length - 1}
        onClick={() => void move(at + 1)}
      >
        {say("section.down")}
      </Button>
      <Button size="small" type="text" disabled={busy} onClick={edit}>
        {shell("row.edit")}
      </Button>
      <Popconfirm
        title={say("section.remove.sure", { title: section.title })}
        okText={say("section.remove")}
        cancelText={shell("form.cancel")}
        onConfirm={() => doing(() => deleteRow("policy_sections", section))}
      >
        <Button size="small" type="text" danger disabled={busy}>
          {say("section.remove")}
        </Button>
      </Popconfirm>
    </span>
  );
}

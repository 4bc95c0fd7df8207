import { Link } from "@tanstack/react-router";
import { App, Button } from "antd";
import { useState } from "react";
import { Tone } from "@shell/resource/Cell";
import { RowLink } from "@shell/resource/RowLink";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Agreements.module.css";
import { getDocument, getPreview } from "./calls";
import { TONES } from "./tones";
import type { Whole } from "./types";
import { book } from "./words";

const LANGUAGES = ["zh", "en"] as const;

/** Its documents with their hashes, and its other editions. */
export function Beside({ whole }: { whole: Whole }) {
  const say = useBook(book);
  const { format } = useReader();
  return (
    <>
      {whole.state === "draft" && (
        <section aria-label={say("preview")}>
          <h2>{say("preview")}</h2>
          <ul className={styles.rows}>
            {LANGUAGES.map((language) => (
              <OnePaper
                key={language}
                name={`${whole.name} ${whole.edition}`}
                title={say(`preview.${language}`)}
                get={() => getPreview(whole.id, language)}
              />
            ))}
          </ul>
          <p className={styles.small}>{say("preview.hint")}</p>
        </section>
      )}
      {whole.documents.length > 0 && (
        <section aria-label={say("documents")}>
          <h2>{say("documents")}</h2>
          <ul className={styles.rows}>
            {whole.documents.map((document) => (
              <OnePaper
                key={document.hash}
                name={`${whole.name} ${whole.edition}`}
                title={say(`document.${document.kind}.${document.language}`)}
                hash={document.hash}
                get={() => getDocument(whole.id, document)}
              />
            ))}
          </ul>
          <p className={styles.small}>{say("documents.hint")}</p>
        </section>
      )}
      <section aria-label={say("editions")}>
        <h2>{say("editions")}</h2>
        <ul className={styles.rows}>
          {whole.editions.map((edition, at) => {
            const before = whole.editions[at + 1];
            return (
              <li key={edition.id}>
                <span className={styles.rowTitle}>
                  {edition.id === whole.id ? (
                    <strong>{say("edition", { n: edition.edition })}</strong>
                  ) : (
                    <RowLink noun="agreements" id={edition.id}>
                      {say("edition", { n: edition.edition })}
                    </RowLink>
                  )}
                  <Tone tone={TONES[edition.state]}>{edition.state_label}</Tone>
                </span>
                <span className="muted">
                  {edition.counts_from &&
                    say(edition.counts_to ? "counts.span" : "counts.from", {
                      from: format.date(edition.counts_from),
                      to: edition.counts_to ? format.date(edition.counts_to) : "",
                    })}
                </span>
                {before && (
                  <Link
                    to={"/agreements/$id/compare/$with" as never}
                    params={{ id: edition.id, with: before.id } as never}
                  >
                    {say("compare.since", { n: before.edition })}
                  </Link>
                )}
              </li>
            );
          })}
        </ul>
      </section>
    </>
  );
}

interface PaperProps {
  /** Of the agreement, with its edition. */
  name: string;
  title: string;
  hash?: string;
  get: () => Promise<Blob>;
}

function OnePaper({ name, title, hash, get }: PaperProps) {
  const say = useBook(book);
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    try {
      const address = URL.createObjectURL(await get());
      Object.assign(document.createElement("a"), {
        href: address,
        download: `${name} ${title}.pdf`.replace(/[\\/:*?"<>|]+/g, " "),
      }).click();
      URL.revokeObjectURL(address);
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <li>
      <span className={styles.rowTitle}>
        <span>{title}</span>
        <Button
          size="small"
          loading={busy}
          onClick={() => void open()}
          aria-label={say("document.take", { title })}
        >
          PDF
        </Button>
      </span>
      {hash && (
        <code className={styles.hash} title={`SHA-256 ${hash}`}>
          {hash}
        </code>
      )}
    </li>
  );
}

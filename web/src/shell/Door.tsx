import { Segmented } from "antd";
import type { ReactNode } from "react";
import { type Locale, LOCALES } from "../words/words";
import { useReader } from "../words/Reader";
import styles from "./Door.module.css";

/** What stands around the pages that one sees before being let in. */
export function Door({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const { locale, setLocale, say } = useReader();
  return (
    <main className={styles.page}>
      <div className={styles.top}>
        <Segmented<Locale>
          size="small"
          aria-label={say("user.language")}
          options={LOCALES.map((one) => ({ value: one.value, label: one.label }))}
          value={locale}
          onChange={setLocale}
        />
      </div>
      <section className={styles.box}>
        <img src="/mark.svg" alt="" width={36} height={36} />
        <h1>{title}</h1>
        {lead && <p className="muted">{lead}</p>}
        {children}
      </section>
    </main>
  );
}

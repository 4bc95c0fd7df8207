import { useQuery } from "@tanstack/react-query";
import type { Noun } from "@shell/api/types";
import { RowLink } from "@shell/resource/RowLink";
import { useBook, useReader } from "@shell/words/Reader";
import { getAbout } from "./calls";
import styles from "./Policies.module.css";
import { book } from "./words";

/** On the page of a rule: the policies that it sees to. Nothing where there are none. */
export default function RowPolicies({ noun, id }: { noun: Noun; id: string }) {
  const say = useBook(book);
  const { locale } = useReader();
  const found = useQuery({
    queryKey: ["related", "policies", "about", noun.name, id, locale],
    queryFn: () => getAbout(noun.name, id),
    retry: false,
  });
  const policies = found.data?.policies ?? [];
  if (policies.length === 0) return null;
  return (
    <section className={styles.about} aria-label={say("about")}>
      <h2>{say("about")}</h2>
      <ul className={styles.rows}>
        {policies.map((one, at) => (
          <li key={at}>
            <span className={styles.rowTitle}>
              <RowLink noun="policies" id={one.policy.id}>
                {one.policy.name}
              </RowLink>
            </span>
            <span className="muted">
              {[one.code, one.how_label, one.section && say("section", { title: one.section })]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

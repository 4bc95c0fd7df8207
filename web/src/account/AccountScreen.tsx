import { Button, Segmented } from "antd";
import { Suspense, useState } from "react";
import { useSession } from "../api/queries";
import { part } from "../parts/part";
import { usePreferences } from "../shell/usePreferences";
import type { Choice } from "../theme/Theme";
import type { Density } from "../theme/tokens";
import { type Locale, LOCALES, type Word } from "../words/words";
import { languageOf } from "../words/languages";
import { useTitle } from "../shell/title";
import { useReader } from "../words/Reader";
import styles from "./Account.module.css";
import { Sessions } from "./Sessions";
import { Tokens } from "./Tokens";

const PasswordDialog = part(() => import("../shell/PasswordDialog"));

/** What is the reader's own: how they see things, how they get in, and who works in their name. */
export function AccountScreen() {
  const { say, format } = useReader();
  const { locale, theme, density, setLocale, setTheme, setDensity } = usePreferences();
  const session = useSession();
  const [password, setPassword] = useState(false);
  useTitle(say("account.title"));
  if (!session) return null;
  const role = (name: string) =>
    `role.${name}` in languageOf(locale).words ? say(`role.${name}` as Word) : name;
  const themes: { value: Choice; label: string }[] = [
    { value: "light", label: say("theme.light") },
    { value: "dark", label: say("theme.dark") },
    { value: "system", label: say("theme.system") },
  ];
  return (
    <div className={styles.page}>
      <h1>{say("account.title")}</h1>

      <section className={styles.part} aria-labelledby="account-profile">
        <div className={styles.about}>
          <h2 id="account-profile">{say("account.profile")}</h2>
          <p className="muted">{say("account.language.hint")}</p>
        </div>
        <dl className={styles.facts}>
          <dt>{say("start.name")}</dt>
          <dd>{session.user.name}</dd>
          <dt>{say("door.login")}</dt>
          <dd>{session.user.login}</dd>
          <dt>{say("account.roles")}</dt>
          <dd>{format.list(session.roles.map(role))}</dd>
          <dt>{say("user.language")}</dt>
          <dd>
            <Segmented<Locale>
              aria-label={say("user.language")}
              options={LOCALES.map((one) => ({ value: one.value, label: one.label }))}
              value={locale}
              onChange={setLocale}
            />
          </dd>
          <dt>{say("user.theme")}</dt>
          <dd>
            <Segmented<Choice>
              aria-label={say("user.theme")}
              options={themes}
              value={theme}
              onChange={setTheme}
            />
          </dd>
          <dt>{say("user.density")}</dt>
          <dd>
            <Segmented<Density>
              aria-label={say("user.density")}
              options={[
                { value: "comfortable", label: say("density.comfortable") },
                { value: "compact", label: say("density.compact") },
              ]}
              value={density}
              onChange={setDensity}
            />
          </dd>
        </dl>
      </section>

      <section className={styles.part} aria-labelledby="account-password">
        <div className={styles.about}>
          <h2 id="account-password">{say("account.password")}</h2>
          <p className="muted">{say("account.password.hint")}</p>
        </div>
        <div>
          <Button onClick={() => setPassword(true)}>{say("user.password")}</Button>
        </div>
      </section>

      <Sessions />
      <Tokens />

      {password && (
        <Suspense fallback={null}>
          <PasswordDialog close={() => setPassword(false)} />
        </Suspense>
      )}
    </div>
  );
}

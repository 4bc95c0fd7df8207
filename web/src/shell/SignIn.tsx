import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { App } from "antd";
import { signIn } from "../api/calls";
import { carryToken } from "../api/client";
import { sessionQuery, setupQuery } from "../api/queries";
import type { Session } from "../api/types";
import { useReader } from "../words/Reader";
import { Door } from "./Door";
import styles from "./Door.module.css";
import { SignInForm } from "./SignInForm";
import { usePreferences } from "./usePreferences";

export function SignIn() {
  const { say } = useReader();
  const { takeOver } = usePreferences();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { to } = useSearch({ from: "/sign-in" });
  const setup = useQuery(setupQuery);

  const enter = (session: Session) => {
    queries.clear();
    carryToken(session.csrf);
    queries.setQueryData(sessionQuery.queryKey, session);
    takeOver(session);
    void navigate({ href: to ?? "/", replace: true });
  };
  const enterDemo = async (login: string, password: string) => {
    try {
      enter(await signIn({ login, password }));
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    }
  };

  const demo = setup.data?.demo_sign_ins ?? [];
  return (
    <Door title={say("door.title")}>
      <SignInForm done={enter} />
      {demo.length > 0 && (
        <div className={styles.demo}>
          <h2>{say("door.demo")}</h2>
          <p className="muted">{say("door.demo.hint")}</p>
          <ul>
            {demo.map((one) => (
              <li key={one.login}>
                <button type="button" onClick={() => void enterDemo(one.login, one.password)}>
                  <span>{one.login}</span>
                  <span>{one.role}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Door>
  );
}

import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { App } from "antd";
import { Problem } from "../api/problem";
import { useSession } from "../api/queries";
import { useReader } from "../words/Reader";

/** Signs out, in whichever way, and goes to the door. */
export function useLeave(): (how: () => Promise<unknown>) => Promise<void> {
  const { message, modal } = App.useApp();
  const { locale } = useReader();
  const user = useSession()?.user.id;
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async (how) => {
    // What is kept on this device for its owner alone goes, what they have not sent yet stays; they are asked.
    // Where the part that does it is gone with an older version, the door forgets the answers instead.
    const leaving = await import("../outbox/leaving").catch(() => undefined);
    if (user && leaving && !(await leaving.sure(user, modal, locale))) return;
    try {
      await how();
    } catch (error) {
      // Whoever is not signed in any more has got what they asked for.
      if (!(error instanceof Problem && error.status === 401)) {
        void message.error(error instanceof Error ? error.message : String(error));
        return;
      }
    }
    await leaving?.forgetAnswers().catch(() => undefined);
    await navigate({ to: "/sign-in" });
    queries.clear();
  };
}

import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { App } from "antd";
import { Problem } from "../api/problem";

/** Signs out, in whichever way, and goes to the door. */
export function useLeave(): (how: () => Promise<unknown>) => Promise<void> {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async (how) => {
    try {
      await how();
    } catch (error) {
      // Whoever is not signed in any more has got what they asked for.
      if (!(error instanceof Problem && error.status === 401)) {
        void message.error(error instanceof Error ? error.message : String(error));
        return;
      }
    }
    await navigate({ to: "/sign-in" });
    queries.clear();
  };
}

import { useNavigate } from "@tanstack/react-router";
import LogDialog from "./LogDialog";

/** What the app's icon offers on a long press: straight to writing a visit down. */
export function LogScreen() {
  const navigate = useNavigate();
  return <LogDialog close={() => void navigate({ to: "/", replace: true })} />;
}

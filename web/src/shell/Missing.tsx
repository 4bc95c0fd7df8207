import { Link } from "@tanstack/react-router";
import { useReader } from "../words/Reader";
import { Nothing } from "./States";

export function Missing() {
  const { say } = useReader();
  return (
    <Nothing title={say("state.missing")} hint={say("state.missing.hint")}>
      <Link to="/">{say("state.home")}</Link>
    </Nothing>
  );
}

import { Navigate } from "@tanstack/react-router";
import { useMeta } from "../api/queries";
import { useReader } from "../words/Reader";
import { FIRST } from "./menu";
import { Nothing } from "./States";

export function Home() {
  const { say, locale } = useReader();
  const meta = useMeta(locale);
  if (!meta) return null;
  const readable = meta.nouns.filter((noun) => noun.group && noun.may.read !== false);
  const noun = FIRST.map((name) => readable.find((one) => one.name === name)).find(Boolean) ?? readable[0];
  if (!noun) return <Nothing title={say("home.nothing")} hint={say("home.nothing.hint")} />;
  return <Navigate to="/$noun" params={{ noun: noun.name }} replace />;
}

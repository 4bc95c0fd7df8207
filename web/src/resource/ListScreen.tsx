import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Suspense, useCallback } from "react";
import { nounOf, useMeta } from "../api/queries";
import { screensOf } from "../capabilities";
import { Missing } from "../shell/Missing";
import { Waiting } from "../shell/States";
import { useTitle } from "../shell/title";
import { part } from "../parts/part";
import { useReader } from "../words/Reader";
import { List } from "./List";
import type { ListState } from "./listState";

const BoardScreen = part(() => import("../board/BoardScreen"));

/** The list of whatever noun the address names: the capability's own one, or the generic one, or its board. */
export function ListScreen() {
  const { locale } = useReader();
  const { noun: name } = useParams({ from: "/frame/$noun" });
  const state = useSearch({ from: "/frame/$noun" });
  const navigate = useNavigate({ from: "/$noun" });
  const meta = useMeta(locale);
  const noun = nounOf(meta, name);
  const setState = useCallback(
    (change: Partial<ListState>, replace = false) =>
      void navigate({
        search: (old) => {
          const next = { ...old, ...change };
          return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined));
        },
        replace,
      }),
    [navigate],
  );
  useTitle(noun?.plural);
  if (!meta) return <Waiting />;
  if (!noun) return <Missing />;
  const Own = screensOf(name).list;
  if (Own) {
    return (
      <Suspense fallback={<Waiting />}>
        <Own noun={noun} />
      </Suspense>
    );
  }
  if (state.show === "board" && screensOf(name).board) {
    return (
      <Suspense fallback={<Waiting />}>
        <BoardScreen key={name} noun={noun} state={state} setState={setState} />
      </Suspense>
    );
  }
  return <List key={name} noun={noun} state={state} setState={setState} />;
}

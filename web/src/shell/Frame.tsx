import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Navigate, Outlet, useRouterState } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";
import { onExpired } from "../api/client";
import { Problem } from "../api/problem";
import { metaQuery, sessionQuery } from "../api/queries";
import { part } from "../parts/part";
import { useReader } from "../words/Reader";
import styles from "./Frame.module.css";
import { useKeys } from "./keys";
import { Navigation, NavigationDrawer } from "./Navigation";
import { Failed, Waiting } from "./States";
import { TopBar } from "./TopBar";

const KeyMap = part(() => import("./KeyMap"));
const sessionExpired = () => import("./SessionExpired");
const SessionExpired = part(sessionExpired);

export function Frame() {
  const { locale, say, setTimeZone } = useReader();
  const queries = useQueryClient();
  const here = useRouterState({ select: (state) => state.location.href });
  const session = useQuery(sessionQuery);
  const meta = useQuery({ ...metaQuery(locale), enabled: !!session.data, placeholderData: (old) => old });
  const [open, setOpen] = useState(false);
  const [gone, setGone] = useState(false);
  const [keyMap, setKeyMap] = useState(false);
  useKeys({ "?": () => setKeyMap(true) });

  // Before the first sign-in there is no session to have expired.
  const known = !!session.data;
  // Fetched ahead: when it is wanted it has to be there, even if the server has been updated since.
  useEffect(() => {
    if (known) sessionExpired().catch(() => undefined);
  }, [known]);
  useEffect(() => (known ? onExpired(() => setGone(true)) : undefined), [known]);
  const zone = meta.data?.company.time_zone;
  useEffect(() => {
    if (zone) setTimeZone(zone);
  }, [zone, setTimeZone]);

  if (session.error instanceof Problem && session.error.status === 401) {
    // The way there is told once: while a page at the door loads, this frame is drawn again under its address.
    if (/^\/(sign-in|start)([?#]|$)/.test(here)) return <Waiting />;
    return <Navigate to="/sign-in" search={here === "/" ? {} : { to: here }} replace />;
  }
  if (session.error) return <Failed error={session.error} again={() => void session.refetch()} />;
  if (meta.error) return <Failed error={meta.error} again={() => void meta.refetch()} />;

  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {say("shell.skip")}
      </a>
      <aside className={styles.side}>
        <Navigation meta={meta.data} session={session.data} />
      </aside>
      <NavigationDrawer open={open} close={() => setOpen(false)} meta={meta.data} session={session.data} />
      <TopBar session={session.data} meta={meta.data} openMenu={() => setOpen(true)} />
      <main id="content" className={styles.main} tabIndex={-1}>
        {session.data && meta.data ? <Outlet /> : <Waiting />}
      </main>
      {keyMap && (
        <Suspense fallback={null}>
          <KeyMap close={() => setKeyMap(false)} />
        </Suspense>
      )}
      {gone && session.data && (
        <Suspense fallback={null}>
          <SessionExpired
            login={session.data.user.login}
            back={() => {
              setGone(false);
              void queries.invalidateQueries();
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

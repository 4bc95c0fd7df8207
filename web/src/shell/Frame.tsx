import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Navigate, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { Suspense, useEffect, useEffectEvent, useState } from "react";
import { onExpired } from "../api/client";
import { Problem } from "../api/problem";
import { metaQuery, sessionQuery } from "../api/queries";
import { ApprovalHost } from "../approval/ApprovalHost";
import { part } from "../parts/part";
import { usePhone } from "../resource/usePhone";
import { useReader } from "../words/Reader";
import { Dialogs, type Opened } from "./Dialogs";
import styles from "./Frame.module.css";
import { useKeys } from "./keys";
import { Navigation, NavigationDrawer } from "./Navigation";
import { Notices } from "./Notices";
import { useRemember } from "./shortcuts";
import { Failed, Waiting } from "./States";
import { TopBar } from "./TopBar";
import { usePreferences } from "./usePreferences";

const Help = part(() => import("./help/Help"));
const PhoneBar = part(() => import("../phone/PhoneBar"));
const sessionExpired = () => import("./SessionExpired");
const SessionExpired = part(sessionExpired);

export function Frame() {
  const { locale, say, setTimeZone } = useReader();
  const { takeOver } = usePreferences();
  const queries = useQueryClient();
  const here = useRouterState({ select: (state) => state.location.href });
  const session = useQuery(sessionQuery);
  const meta = useQuery({ ...metaQuery(locale), enabled: !!session.data, placeholderData: (old) => old });
  const [menu, setMenu] = useState(false);
  const [gone, setGone] = useState(false);
  const [help, setHelp] = useState(false);
  const [opened, setOpened] = useState<Opened>();
  const navigate = useNavigate();
  const phone = usePhone();
  useKeys({
    "?": () => setOpened("keys"),
    h: () => setHelp((old) => !old),
    i: () => void navigate({ to: "/inbox" }),
  });
  const commanded = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    if (!gone) setOpened("palette");
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => commanded(event);
    globalThis.addEventListener("keydown", pressed);
    return () => globalThis.removeEventListener("keydown", pressed);
  }, []);

  // Before the first sign-in there is no session to have expired.
  const known = !!session.data;
  useRemember(known);
  // Fetched ahead: when it is wanted it has to be there, even if the server has been updated since.
  useEffect(() => {
    if (known) sessionExpired().catch(() => undefined);
  }, [known]);
  useEffect(() => (known ? onExpired(() => setGone(true)) : undefined), [known]);
  const zone = meta.data?.company.time_zone;
  useEffect(() => {
    if (zone) setTimeZone(zone);
  }, [zone, setTimeZone]);
  // What was chosen on another device holds here from the next time the page is opened.
  const user = session.data?.user.id;
  const settle = useEffectEvent(() => session.data && takeOver(session.data));
  useEffect(() => {
    if (user) settle();
  }, [user]);

  if (session.error instanceof Problem && session.error.status === 401) {
    // The way there is told once: while a page at the door loads, this frame is drawn again under its address.
    if (/^\/(sign-in|start)([?#]|$)/.test(here)) return <Waiting />;
    return <Navigate to="/sign-in" search={here === "/" ? {} : { to: here }} replace />;
  }
  // A session that ended before anything was here has the shape of a page behind its sign-in.
  const ended = gone && meta.error instanceof Problem && meta.error.status === 401;
  if ((session.error && !session.data) || (meta.error && !meta.data && !ended)) {
    const failed = session.error ? session : meta;
    return (
      <>
        <Failed error={failed.error} again={() => void failed.refetch()} />
        <Notices />
      </>
    );
  }

  return (
    <div className={styles.frame} data-help={help || undefined}>
      <a className={styles.skip} href="#content">
        {say("shell.skip")}
      </a>
      <aside className={styles.side}>
        <Navigation meta={meta.data} session={session.data} />
      </aside>
      <NavigationDrawer open={menu} close={() => setMenu(false)} meta={meta.data} session={session.data} />
      <TopBar session={session.data} help={help} openHelp={() => setHelp((old) => !old)} open={setOpened} />
      <main id="content" className={styles.main} tabIndex={-1}>
        {session.data && meta.data ? <Outlet /> : <Waiting />}
      </main>
      {phone && session.data && meta.data && (
        // As high as the bar, so that nothing moves when it comes.
        <Suspense fallback={<div className={styles.foot} />}>
          <PhoneBar meta={meta.data} openMenu={() => setMenu(true)} />
        </Suspense>
      )}
      {help && (
        <Suspense fallback={null}>
          <Help meta={meta.data} close={() => setHelp(false)} />
        </Suspense>
      )}
      <ApprovalHost />
      {session.data && meta.data && (
        <Dialogs
          session={session.data}
          meta={meta.data}
          opened={opened}
          open={setOpened}
          openHelp={() => setHelp(true)}
        />
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
      <Notices />
    </div>
  );
}

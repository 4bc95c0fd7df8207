import { useQueryClient } from "@tanstack/react-query";
import { App, Badge, Button, Tooltip } from "antd";
import { Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import { getSession } from "../api/calls";
import { carryToken, onAnswer, sayExpired } from "../api/client";
import { Problem } from "../api/problem";
import { sessionQuery, useSession } from "../api/queries";
import { page } from "../parts/chunk";
import { part } from "../parts/part";
import { CloudUploadOutlined } from "../theme/laterIcons";
import { useBook } from "../words/Reader";
import { isOld, keepAnswers, wasPutBack } from "./kept";
import { listen, sendFor, wake } from "./outbox";
import { useOutbox } from "./useOutbox";
import { book } from "./words";
import { startWorker } from "./worker";

const Tray = part(() => import("./Tray"));

/** In the top bar, while something waits on this device: how much. It also sends it. */
export default function Outbox({ user }: { user: string }) {
  const say = useBook(book);
  const { message } = App.useApp();
  const queries = useQueryClient();
  const { entries, sending } = useOutbox(user);
  const [open, setOpen] = useState(false);
  const gone = useRef(false);
  const waited = useRef(new Set<string>());

  const reconnected = useEffectEvent(async () => {
    try {
      const session = await getSession();
      // Somebody else has signed in meanwhile, in another tab: nothing of theirs belongs on this page.
      if (session.user.id !== user) return page.reload();
      carryToken(session.csrf);
      queries.setQueryData(sessionQuery.queryKey, session);
      if (wasPutBack())
        void queries.invalidateQueries({ predicate: ({ queryKey: [what] }) => what !== "session" });
    } catch (error) {
      if (error instanceof Problem && error.status === 401) sayExpired();
    }
    wake();
  });
  useEffect(startWorker, []);
  // Signed in anew over the page: what the server turned away at the door goes now.
  const token = useSession()?.csrf;
  useEffect(wake, [token]);
  useEffect(() => keepAnswers(queries, user), [queries, user]);
  useEffect(() => {
    sendFor(user);
    // Opened with what is kept: the first answer is news.
    gone.current = isOld();
    const seen = () => !document.hidden && wake();
    // Answers come all the time; only the first one after a silence is news.
    const stop = onAnswer((there) => {
      if (there && gone.current) setTimeout(() => void reconnected());
      gone.current = !there;
    });
    globalThis.addEventListener("online", wake);
    document.addEventListener("visibilitychange", seen);
    return () => {
      sendFor(undefined);
      stop();
      globalThis.removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [user]);

  useEffect(() => {
    // Whoever threw it away, or has it back in its form, waits for no more news of it.
    for (const id of waited.current) if (!entries.some((one) => one.id === id)) waited.current.delete(id);
  }, [entries]);
  const tellIfKept = useEffectEvent((id: string) => {
    if (!entries.some((one) => one.id === id && one.state === "waiting") || waited.current.has(id)) return;
    waited.current.add(id);
    void message.info(say("kept"));
  });
  // A form that is still open takes it back and says so itself.
  const tellIfStuck = useEffectEvent((id: string) => {
    const stuck = entries.find((one) => one.id === id);
    if (stuck && waited.current.has(id)) {
      const { title } = stuck;
      void message.warning({
        duration: 8,
        content: (
          <>
            {say("stuck", { title })}{" "}
            <Button type="link" size="small" onClick={() => setOpen(true)}>
              {say("look")}
            </Button>
          </>
        ),
      });
    }
  });
  const heard = useEffectEvent((news: Parameters<Parameters<typeof listen>[0]>[0]) => {
    if (news.is === "kept") {
      // A form that is answered at once says so itself.
      setTimeout(() => void tellIfKept(news.id), 2_500);
    }
    if (news.is === "arrived") {
      void queries.invalidateQueries({
        predicate: ({ queryKey: [what] }) => what !== "session" && what !== "meta",
      });
      if (waited.current.delete(news.id) && waited.current.size === 0) void message.success(say("arrived"));
    }
    if (news.is === "stuck") setTimeout(() => void tellIfStuck(news.id), 500);
  });
  useEffect(() => listen(heard), []);

  const stuck = entries.filter((one) => one.state !== "waiting").length;
  const label =
    stuck > 0 ? say("badge.stuck", { n: entries.length, stuck }) : say("badge", { n: entries.length });
  return (
    <>
      {entries.length > 0 && (
        <Tooltip title={open ? "" : label}>
          <Button
            type="text"
            aria-label={label}
            aria-expanded={open}
            icon={
              <Badge
                count={entries.length}
                size="small"
                offset={[2, -2]}
                color={stuck > 0 ? "var(--qm-danger)" : "var(--qm-accent)"}
              >
                <CloudUploadOutlined />
              </Badge>
            }
            onClick={() => setOpen(true)}
          />
        </Tooltip>
      )}
      {open && (
        <Suspense fallback={null}>
          <Tray user={user} entries={entries} sending={sending} close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

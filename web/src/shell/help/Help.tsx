import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import Markdown from "react-markdown";
import { getGuide, getGuides } from "../../api/calls";
import { Problem } from "../../api/problem";
import { nounOf } from "../../api/queries";
import type { Meta } from "../../api/types";
import { CloseOutlined } from "../../theme/icons";
import { useReader } from "../../words/Reader";
import { Failed, Waiting } from "../States";
import { aboutOf } from "./about";
import styles from "./Help.module.css";

/** What is written about the screen that is open, beside the work; it follows the reader unless they chose another page. */
export default function Help({ meta, close }: { meta: Meta | undefined; close: () => void }) {
  const { say, locale } = useReader();
  const here = useRouterState({ select: ({ location }) => location.pathname });
  const [chosen, setChosen] = useState<{ about: string; at: string }>();
  const about = chosen && chosen.at === here ? chosen.about : aboutOf(here);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);

  const guides = useQuery({ queryKey: ["help", locale], queryFn: getGuides, staleTime: Infinity });
  const guide = useQuery({
    queryKey: ["help", locale, about],
    queryFn: ({ signal }) => getGuide(about, signal),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
  const noun = nounOf(meta, about);
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  };
  const unknown = guide.error instanceof Problem && guide.error.status === 404;

  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Esc closes it from anywhere inside
    <aside className={styles.help} aria-label={say("help.open")} onKeyDown={pressed}>
      <header className={styles.head}>
        <h2 ref={title} tabIndex={-1}>
          {say("help.title")}
        </h2>
        <Select
          size="small"
          variant="filled"
          className={styles.contents}
          aria-label={say("help.contents")}
          value={guide.data?.capability}
          popupMatchSelectWidth={false}
          options={(guides.data?.guides ?? []).map((one) => ({
            value: one.capability,
            label: heading(one.title),
          }))}
          onChange={(next: string) => setChosen({ about: next, at: here })}
        />
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={say("help.close")}
          onClick={close}
        />
      </header>
      {/* What scrolls can be scrolled by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.body} role="region" aria-label={say("help.title")} tabIndex={0}>
        {guide.data && !unknown ? (
          <article className={styles.text} lang={locale === "zh" ? "zh-CN" : "en"}>
            <h1>{heading(guide.data.title)}</h1>
            {noun?.help && (
              <p className={styles.noun}>{`${noun.plural}${locale === "zh" ? "：" : ": "}${noun.help}`}</p>
            )}
            {/* Raw HTML in the text is shown as text: nothing in it runs. */}
            <Markdown
              components={{
                a: ({ href, children }) => (
                  <a href={href} target="_blank" rel="noreferrer">
                    {children}
                  </a>
                ),
              }}
            >
              {guide.data.text}
            </Markdown>
          </article>
        ) : guide.error ? (
          unknown ? (
            <p className="muted">{say("help.none")}</p>
          ) : (
            <Failed error={guide.error} again={() => void guide.refetch()} />
          )
        ) : (
          <Waiting lines={8} />
        )}
      </div>
    </aside>
  );
}

/** A folder's name as a heading. */
const heading = (title: string) => title.charAt(0).toUpperCase() + title.slice(1);

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Input, Modal } from "antd";
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useState } from "react";
import { search } from "../api/calls";
import { nounOf } from "../api/queries";
import type { Meta } from "../api/types";
import { useReader } from "../words/Reader";
import styles from "./GlobalSearch.module.css";
import { Icon } from "./icons";

interface Props {
  meta: Meta | undefined;
  open: boolean;
  setOpen: (open: boolean) => void;
}

interface Found {
  key: string;
  to: string;
  title: string;
  kind: string;
  icon?: string | null;
  snippet?: string | null;
}

/** Rows by what is written in them, lists by their name; opened with Ctrl/⌘ K from anywhere. */
export function GlobalSearch({ meta, open, setOpen }: Props) {
  useEffect(() => {
    const pressed = (event: globalThis.KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen(true);
      }
    };
    globalThis.addEventListener("keydown", pressed);
    return () => globalThis.removeEventListener("keydown", pressed);
  }, [setOpen]);
  return (
    <Modal
      open={open}
      onCancel={() => setOpen(false)}
      footer={null}
      closable={false}
      destroyOnHidden
      width={600}
      style={{ top: 72 }}
      styles={{ container: { padding: 0 } }}
    >
      <Panel meta={meta} close={() => setOpen(false)} />
    </Modal>
  );
}

function Panel({ meta, close }: { meta: Meta | undefined; close: () => void }) {
  const { say, locale } = useReader();
  const navigate = useNavigate();
  const list = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const asked = useDeferredValue(text.trim());
  const hits = useQuery({
    queryKey: ["search", locale, asked],
    queryFn: ({ signal }) => search(asked, signal),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
  });

  const low = asked.toLowerCase();
  const lists: Found[] = (meta?.nouns ?? [])
    .filter((noun) => noun.group && (low === "" || noun.plural.toLowerCase().includes(low)))
    .slice(0, low === "" ? 8 : 4)
    .map((noun) => ({
      key: noun.name,
      to: `/${noun.name}`,
      title: noun.plural,
      kind: say("search.list"),
      icon: noun.icon,
    }));
  const rows: Found[] =
    asked === ""
      ? []
      : (hits.data?.hits ?? []).map((hit) => {
          const noun = nounOf(meta, hit.noun);
          return {
            key: `${hit.noun}/${hit.id}`,
            to: `/${hit.noun}/${hit.id}`,
            title: hit.title,
            kind: noun?.label ?? hit.noun,
            icon: noun?.icon,
            snippet: hit.snippet,
          };
        });
  const found = [...rows, ...lists];
  const current = Math.min(at, found.length - 1);

  const go = (one: Found | undefined) => {
    if (!one) return;
    close();
    void navigate({ to: one.to });
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") setAt((current + 1) % Math.max(found.length, 1));
    else if (event.key === "ArrowUp") setAt((current - 1 + found.length) % Math.max(found.length, 1));
    else if (event.key === "Enter") go(found[current]);
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.panel}>
      <Input
        autoFocus
        variant="borderless"
        size="large"
        value={text}
        placeholder={say("search.placeholder")}
        aria-label={say("search.open")}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-activedescendant={found[current] ? `${list}-${current}` : undefined}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={pressed}
      />
      <div id={list} role="listbox" aria-label={say("search.results")} className={styles.list}>
        {found.map((one, index) => (
          <div
            key={one.key}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            className={styles.hit}
            onMouseMove={() => setAt(index)}
            onClick={() => go(one)}
            onKeyDown={pressed}
          >
            <Icon name={one.icon} />
            <span className={styles.title}>{one.title}</span>
            {one.snippet && <span className={styles.snippet}>{one.snippet.replace(/<[^>]*>/g, "")}</span>}
            <span className={styles.kind}>{one.kind}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p className={styles.none}>
          {hits.isFetching ? say("state.loading") : say("search.none", { q: asked })}
        </p>
      )}
    </div>
  );
}

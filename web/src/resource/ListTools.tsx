import { part } from "../parts/part";
import {
  AppstoreOutlined,
  CheckOutlined,
  CloseOutlined,
  DownloadOutlined,
  FilterOutlined,
  GroupOutlined,
  HistoryOutlined,
  SearchOutlined,
} from "../theme/icons";
import { Button, Dropdown, Input, Tooltip } from "antd";
import { Suspense, useEffect, useState } from "react";
import { BASE } from "../api/client";
import type { Labels, Noun } from "../api/types";
import { useReader } from "../words/Reader";
import { ColumnsMenu } from "./ColumnsMenu";
import { describe } from "./describe";
import { isGroupable } from "./fields";
import { all, conditions, type Filter } from "./filter";
import type { SetState } from "./List";
import styles from "./List.module.css";
import { columnsOf, type ListState, queryOf, usualSort } from "./listState";
import { usePhone } from "./usePhone";
import { ViewsMenu } from "./ViewsMenu";

const FilterBuilder = part(() => import("./FilterBuilder"));
const AsOfDialog = part(() => import("./AsOfDialog"));

interface Props {
  noun: Noun;
  state: ListState;
  setState: SetState;
  labels: Labels;
  /** Where rows have no boxes until one wants to mark some. */
  mark?: () => void;
  /** What a board can be cut into; absent: the rows are a list. */
  lanes?: { value: string; label: string }[];
  /** Conditions that something else shows. */
  shownElsewhere?: (filter: Filter) => boolean;
}

export function ListTools({ noun, state, setState, labels, mark, lanes, shownElsewhere }: Props) {
  const { say, format, locale } = useReader();
  const phone = usePhone();
  const [building, setBuilding] = useState(false);
  const [dating, setDating] = useState(false);
  const chips = conditions(state.filter);
  const groupable =
    lanes ?? noun.fields.filter(isGroupable).map((field) => ({ value: field.name, label: field.label }));

  const group =
    groupable.find((one) => one.value === state.group)?.label ?? (lanes ? undefined : state.group);
  const grouped = group ? say("group.by", { field: group }) : say("group.button");

  const exportAs = (kind: "csv" | "xlsx") => {
    const query = new URLSearchParams({
      format: kind,
      fields: columnsOf(noun, state).join(","),
      // What is shown, in the order it is shown, in the words it is shown in.
      ...(queryOf({ ...state, sort: state.sort ?? usualSort(noun) }) as Record<string, string>),
      locale,
    });
    // The browser streams it to disk by itself; the session's cookie goes along.
    globalThis.location.assign(`${BASE}/${noun.name}/export?${query}`);
  };

  return (
    <div className={styles.tools} role="toolbar" aria-label={say("list.tools")}>
      <ViewsMenu noun={noun} state={state} setState={setState} />
      <FindBox q={state.q} setQ={(q) => setState({ q }, true)} noun={noun} />
      {chips.map((chip, at) => {
        if (shownElsewhere?.(chip)) return null;
        const text = describe(chip, noun, { say, format, labels });
        return (
          <span key={JSON.stringify(chip)} className={styles.chip}>
            <button type="button" onClick={() => setBuilding(true)} title={text}>
              {text}
            </button>
            <button
              type="button"
              aria-label={say("filter.remove", { filter: text })}
              onClick={() => setState({ filter: all(chips.filter((_, place) => place !== at)) })}
            >
              <CloseOutlined style={{ fontSize: 10 }} />
            </button>
          </span>
        );
      })}
      <Button
        icon={<FilterOutlined />}
        aria-label={say("filter.button")}
        onClick={() => setBuilding(true)}
        {...(phone ? {} : { children: say("filter.button") })}
      />
      {groupable.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{
            selectable: true,
            selectedKeys: [state.group ?? ""],
            items: [
              { key: "", label: say("group.none") },
              ...groupable.map((one) => ({ key: one.value, label: one.label })),
            ],
            onClick: ({ key }) => setState({ group: key || undefined }),
          }}
        >
          <Button
            icon={<GroupOutlined />}
            aria-label={grouped}
            color={phone && state.group ? "primary" : "default"}
            variant="outlined"
            {...(phone ? {} : { children: grouped })}
          />
        </Dropdown>
      )}
      {phone && mark && <Button icon={<CheckOutlined />} aria-label={say("list.mark")} onClick={mark} />}
      {!lanes && (
        <>
          <ColumnsMenu noun={noun} state={state} setState={setState}>
            <Button icon={<AppstoreOutlined />} aria-label={say("columns.button")} />
          </ColumnsMenu>
          <Tooltip title={say("asof.button")}>
            <Button
              icon={<HistoryOutlined />}
              aria-label={say("asof.button")}
              onClick={() => setDating(true)}
            />
          </Tooltip>
        </>
      )}
      {noun.may.export !== false && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: [
              { key: "csv", label: say("export.csv") },
              { key: "xlsx", label: say("export.xlsx") },
            ],
            onClick: ({ key }) => exportAs(key as "csv" | "xlsx"),
          }}
        >
          <Button icon={<DownloadOutlined />} aria-label={say("export.button")} />
        </Dropdown>
      )}
      <Suspense fallback={null}>
        {building && (
          <FilterBuilder
            noun={noun}
            filter={state.filter}
            labels={labels}
            close={() => setBuilding(false)}
            apply={(filter) => {
              setState({ filter });
              setBuilding(false);
            }}
          />
        )}
        {dating && (
          <AsOfDialog
            asOf={state.as_of}
            close={() => setDating(false)}
            choose={(as_of) => {
              setState({ as_of });
              setDating(false);
            }}
          />
        )}
      </Suspense>
    </div>
  );
}

const PAUSE_MS = 250;

/** Asks once the typing pauses; follows the address when that changes by itself (back, a view). */
function FindBox({ q, setQ, noun }: { q?: string; setQ: (q: string | undefined) => void; noun: Noun }) {
  const { say } = useReader();
  const [text, setText] = useState(q ?? "");
  const [told, setTold] = useState(q);
  if (told !== q) {
    setTold(q);
    setText(q ?? "");
  }
  useEffect(() => {
    if (text === (q ?? "")) return;
    const wait = setTimeout(() => setQ(text || undefined), PAUSE_MS);
    return () => clearTimeout(wait);
  }, [text, q, setQ]);
  return (
    <Input
      className={styles.find}
      data-find
      aria-keyshortcuts="/"
      allowClear
      prefix={<SearchOutlined />}
      value={text}
      placeholder={say("list.find", { noun: noun.plural })}
      aria-label={say("list.find", { noun: noun.plural })}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={() => setQ(text || undefined)}
    />
  );
}

import { Button, Dropdown, Input, Segmented, Select, Tooltip } from "antd";
import { modKey } from "@shell/shell/keys";
import { DownloadOutlined, SettingOutlined } from "@shell/theme/icons";
import { RedoOutlined, UndoOutlined } from "@shell/theme/laterIcons";
import { useBook, useReader } from "@shell/words/Reader";
import type { ReactNode, Ref } from "react";
import { unitsOf, type UnitName } from "./amounts";
import type { Width } from "./periods";
import { GROUPS, type Group } from "./sheet";
import styles from "./Targets.module.css";
import type { View } from "./useView";
import { book, type TargetWord } from "./words";

interface Props {
  view: View;
  money: boolean;
  widths: Width[];
  grain: TargetWord;
  /** How many levels can be opened, and how many are. */
  levels: number;
  level: number | undefined;
  setLevel: (level: number) => void;
  look: (text: string) => void;
  finder: Ref<FinderHandle>;
  undo?: { can: boolean; run: () => void };
  redo?: { can: boolean; run: () => void };
  save: () => void;
  /** What else is done with the plan as a whole. */
  extra?: ReactNode;
}

export interface FinderHandle {
  focus: () => void;
}

/** How the table is looked at: what in, how wide, what is open; and back and forth. */
export function Tools({ finder, look, save, ...props }: Props) {
  const { view, money, widths, grain, levels, level, setLevel, undo, redo } = props;
  const say = useBook(book);
  const { locale } = useReader();
  return (
    <div className={styles.tools} role="toolbar" aria-label={say("tools")}>
      <Select
        aria-label={say("level")}
        value={level}
        placeholder={say("level.own")}
        popupMatchSelectWidth={false}
        style={{ minWidth: 116 }}
        options={Array.from({ length: levels }, (_, at) => ({
          value: at + 1,
          label: at + 1 === levels ? say("level.all") : say("level.n", { n: at + 1 }),
        }))}
        onChange={setLevel}
      />
      {widths.length > 2 || widths.includes("own") ? (
        <Segmented<Width>
          aria-label={say("width")}
          value={view.width}
          options={widths.map((width) => ({
            value: width,
            label: width === "own" ? say(grain) : say(`width.${width}` as TargetWord),
          }))}
          onChange={view.setWidth}
        />
      ) : null}
      {money && (
        <Segmented<UnitName>
          aria-label={say("unit")}
          value={view.unit}
          options={unitsOf(locale).map((unit) => ({
            value: unit,
            label: say(`unit.${unit}` as TargetWord),
          }))}
          onChange={view.setUnit}
        />
      )}
      <Dropdown
        trigger={["click"]}
        menu={{
          multiple: true,
          selectable: true,
          selectedKeys: [...view.groups],
          items: GROUPS.map((group) => ({ key: group, label: say(`group.${group}` as TargetWord) })),
          onSelect: ({ key }) => view.turnGroup(key as Group, true),
          onDeselect: ({ key }) => view.turnGroup(key as Group, false),
        }}
      >
        <Button icon={<SettingOutlined />}>{say("columns")}</Button>
      </Dropdown>
      <Input.Search
        ref={finder as never}
        allowClear
        className={styles.find}
        aria-label={say("find")}
        placeholder={say("find")}
        onSearch={(text) => text && look(text)}
      />
      <span className={styles.spacer} />
      {props.extra}
      {undo && redo && (
        <>
          <Tooltip title={`${say("undo")} (${modKey}+Z)`}>
            <Button
              icon={<UndoOutlined />}
              aria-label={say("undo")}
              disabled={!undo.can}
              onClick={undo.run}
            />
          </Tooltip>
          <Tooltip title={`${say("redo")} (${modKey}+Y)`}>
            <Button
              icon={<RedoOutlined />}
              aria-label={say("redo")}
              disabled={!redo.can}
              onClick={redo.run}
            />
          </Tooltip>
        </>
      )}
      <Button icon={<DownloadOutlined />} aria-label={say("save")} title={say("save")} onClick={save} />
    </div>
  );
}

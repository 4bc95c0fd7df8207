import { ArrowDownOutlined, ArrowUpOutlined, PushpinFilled, PushpinOutlined } from "../theme/icons";
import { Button, Checkbox, Popover } from "antd";
import type { ReactNode } from "react";
import type { Noun } from "../api/types";
import { useReader } from "../words/Reader";
import styles from "./ColumnsMenu.module.css";
import { toggledFrozen } from "./frozen";
import type { SetState } from "./List";
import { columnsOf, type ListState, movedColumn } from "./listState";

interface Props {
  noun: Noun;
  state: ListState;
  setState: SetState;
  children: ReactNode;
}

export function ColumnsMenu({ noun, state, setState, children }: Props) {
  const { say } = useReader();
  const shown = columnsOf(noun, state);
  const fields = [
    ...shown.map((name) => noun.fields.find((field) => field.name === name)),
    ...noun.fields.filter((field) => !shown.includes(field.name)),
  ].filter((field) => field !== undefined);
  const put = (columns: string[]) => setState({ columns }, true);
  const move = (name: string, step: number) => put(movedColumn(shown, name, step));
  const list = (
    <div className={styles.list}>
      {fields.map((field) => {
        const at = shown.indexOf(field.name);
        return (
          <div key={field.name} className={styles.line}>
            <Checkbox
              checked={at >= 0}
              disabled={field.name === noun.title}
              onChange={(event) =>
                put(
                  event.target.checked ? [...shown, field.name] : shown.filter((name) => name !== field.name),
                )
              }
            >
              {field.label}
            </Checkbox>
            {at > 0 && (
              <span>
                <Button
                  type="text"
                  size="small"
                  icon={state.frozen?.includes(field.name) ? <PushpinFilled /> : <PushpinOutlined />}
                  aria-pressed={state.frozen?.includes(field.name) ?? false}
                  aria-label={say("columns.freeze", { field: field.label })}
                  title={say(state.frozen?.includes(field.name) ? "column.unfreeze" : "column.freeze")}
                  onClick={() => setState({ frozen: toggledFrozen(state.frozen, field.name) }, true)}
                />
                <Button
                  type="text"
                  size="small"
                  icon={<ArrowUpOutlined />}
                  disabled={at === 1}
                  aria-label={say("columns.up", { field: field.label })}
                  onClick={() => move(field.name, -1)}
                />
                <Button
                  type="text"
                  size="small"
                  icon={<ArrowDownOutlined />}
                  disabled={at === shown.length - 1}
                  aria-label={say("columns.down", { field: field.label })}
                  onClick={() => move(field.name, 1)}
                />
              </span>
            )}
          </div>
        );
      })}
      {(state.columns || state.frozen) && (
        <Button
          type="link"
          size="small"
          onClick={() => setState({ columns: undefined, frozen: undefined }, true)}
        >
          {say("columns.reset")}
        </Button>
      )}
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomLeft" title={say("columns.button")} content={list}>
      {children}
    </Popover>
  );
}

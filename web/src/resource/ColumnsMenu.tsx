import { ArrowDownOutlined, ArrowUpOutlined } from "../theme/icons";
import { Button, Checkbox, Popover } from "antd";
import type { ReactNode } from "react";
import type { Noun } from "../api/types";
import { useReader } from "../words/Reader";
import styles from "./ColumnsMenu.module.css";
import type { SetState } from "./List";
import { columnsOf, type ListState } from "./listState";

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
  const move = (name: string, step: number) => {
    const at = shown.indexOf(name);
    const next = [...shown];
    next.splice(at, 1);
    next.splice(at + step, 0, name);
    put(next);
  };
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
      {state.columns && (
        <Button type="link" size="small" onClick={() => setState({ columns: undefined }, true)}>
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

import { DownOutlined, EyeOutlined } from "../theme/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown } from "antd";
import { lazy, Suspense, useState } from "react";
import { deleteRow, editRow, listRows } from "../api/calls";
import { nounOf, useMeta } from "../api/queries";
import type { Noun, Row } from "../api/types";
import { useReader } from "../words/Reader";
import type { SetState } from "./List";
import { type ListState, readListState } from "./listState";

const SaveViewDialog = lazy(() => import("./SaveViewDialog"));

interface Props {
  noun: Noun;
  state: ListState;
  setState: SetState;
}

/** What a view keeps: how the list looks, not the moment it is looked at. */
export function viewState(state: ListState): Record<string, unknown> {
  const { q, sort, filter, columns, widths, group } = state;
  return Object.fromEntries(
    Object.entries({ q, sort, filter, columns, widths, group }).filter(([, value]) => value !== undefined),
  );
}

const EMPTY: ListState = {
  q: undefined,
  sort: undefined,
  filter: undefined,
  columns: undefined,
  widths: undefined,
  group: undefined,
  view: undefined,
};

export function ViewsMenu({ noun, state, setState }: Props) {
  const { say, locale } = useReader();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const views = nounOf(useMeta(locale), "views");
  const [saving, setSaving] = useState(false);
  const key = ["views", noun.name];
  const found = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      listRows(
        "views",
        { filter: JSON.stringify({ field: "noun", op: "eq", value: noun.name }), sort: "name", limit: 200 },
        signal,
      ),
    enabled: !!views,
  });
  const rows = found.data?.rows ?? [];
  const current = rows.find((row) => row.id === state.view);
  const differs =
    current &&
    JSON.stringify(viewState(readListState((current.state ?? {}) as Record<string, unknown>))) !==
      JSON.stringify(viewState(state));

  const change = async (work: Promise<unknown>) => {
    try {
      await work;
      await queries.invalidateQueries({ queryKey: key });
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    }
  };
  const open = (row: Row) =>
    setState({ ...EMPTY, ...readListState((row.state ?? {}) as Record<string, unknown>), view: row.id });
  const item = (row: Row) => ({ key: row.id, label: String(row.name) });
  const own = rows.filter((row) => !row.shared);
  const shared = rows.filter((row) => row.shared);

  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          selectable: true,
          selectedKeys: [state.view ?? "all"],
          items: [
            { key: "all", label: say("views.all", { noun: noun.plural }) },
            ...(own.length
              ? [{ type: "group" as const, label: say("views.own"), children: own.map(item) }]
              : []),
            ...(shared.length
              ? [{ type: "group" as const, label: say("views.shared"), children: shared.map(item) }]
              : []),
            ...(views?.may.create
              ? [{ type: "divider" as const }, { key: "save", label: say("views.save") }]
              : []),
            ...(current && differs
              ? [{ key: "update", label: say("views.update", { name: String(current.name) }) }]
              : []),
            ...(current
              ? [{ key: "remove", danger: true, label: say("views.remove", { name: String(current.name) }) }]
              : []),
          ],
          onClick: ({ key: chosen }) => {
            if (chosen === "all") setState(EMPTY);
            else if (chosen === "save") setSaving(true);
            else if (chosen === "update" && current)
              void change(editRow("views", current, { state: viewState(state) }));
            else if (chosen === "remove" && current) {
              setState({ view: undefined });
              void change(deleteRow("views", current));
            } else {
              const row = rows.find((one) => one.id === chosen);
              if (row) open(row);
            }
          },
        }}
      >
        <Button icon={<EyeOutlined />}>
          {current
            ? `${String(current.name)}${differs ? " *" : ""}`
            : say("views.all", { noun: noun.plural })}
          <DownOutlined style={{ fontSize: 10 }} />
        </Button>
      </Dropdown>
      {saving && (
        <Suspense fallback={null}>
          <SaveViewDialog
            noun={noun}
            state={viewState(state)}
            close={() => setSaving(false)}
            saved={(row) => {
              setSaving(false);
              void queries.invalidateQueries({ queryKey: key });
              setState({ view: row.id });
            }}
          />
        </Suspense>
      )}
    </>
  );
}

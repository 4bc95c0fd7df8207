import { menuHeading } from "../action/menuHeading";
import { part } from "../parts/part";
import { DownOutlined, EyeOutlined } from "../theme/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Button, Dropdown } from "antd";
import { Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import { deleteRow, editRow, listRows } from "../api/calls";
import { nounOf, useMeta, useSession } from "../api/queries";
import type { Noun, Row } from "../api/types";
import { useShortcuts } from "../shell/shortcuts";
import { useReader } from "../words/Reader";
import type { SetState } from "./List";
import type { ListState } from "./listState";
import { usePhone } from "./usePhone";
import { differs, EMPTY, mayChange, sorted, stateOf, viewState } from "./views";

const SaveViewDialog = part(() => import("./SaveViewDialog"));

interface Props {
  noun: Noun;
  state: ListState;
  setState: SetState;
}

export function ViewsMenu({ noun, state, setState }: Props) {
  const { say, locale } = useReader();
  const phone = usePhone();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const session = useSession();
  const views = nounOf(useMeta(locale), "views");
  const shortcuts = useShortcuts();
  const [naming, setNaming] = useState<"new" | "again">();
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
  const changed = current && differs(current, state);
  const mine = current && mayChange(current, session);

  const change = async (work: Promise<unknown>) => {
    try {
      await work;
      await queries.invalidateQueries({ queryKey: key });
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    }
  };
  const open = (row: Row, replace = false) => setState({ ...EMPTY, ...stateOf(row), view: row.id }, replace);

  // An address that names a view and nothing else means all of it. Only on arriving there: whoever then takes its
  // last condition away wants it gone.
  const arrived = useRef<string>(undefined);
  const arrive = useEffectEvent((row: Row) => {
    if (arrived.current === row.id) return;
    arrived.current = row.id;
    if (Object.keys(viewState(state)).length === 0) open(row, true);
  });
  useEffect(() => {
    if (current) arrive(current);
  }, [current]);

  const item = (row: Row) => ({ key: row.id, label: String(row.name) });
  const { own, shared } = sorted(rows, session);
  const name = String(current?.name ?? "");
  const place = current ? `views/${current.id}` : noun.name;
  return (
    <>
      <Dropdown
        trigger={["click"]}
        autoFocus
        menu={{
          selectable: true,
          selectedKeys: [state.view ?? "all"],
          items: [
            { key: "all", label: say("views.all", { noun: noun.plural }) },
            ...(own.length ? [menuHeading(say("views.own")), ...own.map(item)] : []),
            ...(shared.length ? [menuHeading(say("views.shared")), ...shared.map(item)] : []),
            { type: "divider" as const },
            {
              key: "pin",
              label: say(shortcuts.isPinned(place) ? "pinned.unpin.one" : "pinned.pin.one", {
                name: current ? name : noun.plural,
              }),
            },
            ...(views?.may.create ? [{ key: "save", label: say("views.save") }] : []),
            ...(mine && changed ? [{ key: "update", label: say("views.update", { name }) }] : []),
            ...(mine
              ? [
                  { key: "rename", label: say("views.rename", { name }) },
                  { key: "remove", danger: true, label: say("views.remove", { name }) },
                ]
              : []),
          ],
          onClick: ({ key: chosen }) => {
            // All of them, shown as they are shown now.
            if (chosen === "all") setState({ ...EMPTY, show: state.show, of: state.of });
            else if (chosen === "pin") void shortcuts.toggle(place);
            else if (chosen === "save") setNaming("new");
            else if (chosen === "rename") setNaming("again");
            else if (chosen === "update" && current)
              void change(editRow("views", current, { state: viewState(state) }));
            else if (chosen === "remove" && current) {
              setState(EMPTY);
              void change(deleteRow("views", current));
            } else {
              const row = rows.find((one) => one.id === chosen);
              if (row) open(row);
            }
          },
        }}
      >
        <Button
          icon={<EyeOutlined />}
          aria-label={current ? undefined : say("views.all", { noun: noun.plural })}
        >
          {current
            ? `${name}${changed ? " *" : ""}`
            : phone
              ? say("views.all.short")
              : say("views.all", { noun: noun.plural })}
          <DownOutlined style={{ fontSize: 10 }} />
        </Button>
      </Dropdown>
      {naming && (
        <Suspense fallback={null}>
          <SaveViewDialog
            noun={noun}
            view={naming === "again" ? current : undefined}
            state={viewState(state)}
            close={() => setNaming(undefined)}
            saved={(row) => {
              setNaming(undefined);
              void queries.invalidateQueries({ queryKey: key });
              if (naming === "new") setState({ view: row.id });
            }}
          />
        </Suspense>
      )}
    </>
  );
}

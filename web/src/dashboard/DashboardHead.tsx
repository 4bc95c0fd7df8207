import { useQuery } from "@tanstack/react-query";
import { App, Button, Dropdown, type MenuProps } from "antd";
import { createRow, deleteRow, editRow, listRows } from "../api/calls";
import { nounOf } from "../api/queries";
import type { KpiCatalogue, Meta, Row, Session, Value } from "../api/types";
import { useWritten } from "../resource/useWrites";
import { DownOutlined, EditOutlined, EllipsisOutlined } from "../theme/icons";
import { useBook, useReader } from "../words/Reader";
import styles from "./Dashboard.module.css";
import { saveWorkbook } from "./files";
import type { Offered } from "./offered";
import type { Asking } from "./questions";
import { sheetsOf } from "./sheets";
import { type Card, type Dashboard, wordsIn } from "./spec";
import { book } from "./words";

interface Props {
  dashboard: Dashboard;
  /** Of people's own: the row it is kept in. */
  row: Row | undefined;
  cards: Card[];
  found: Offered;
  session: Session;
  board: { meta: Meta; catalogue: KpiCatalogue; asking: Asking; named: { unit?: string; product?: string } };
  go: (name: string | undefined) => void;
  edit: (name: string) => void;
}

/** The dashboard's name, the others, and what can be done with it. */
export function DashboardHead({ dashboard, row, cards, found, session, board, go, edit }: Props) {
  const { locale, format } = useReader();
  const say = useBook(book);
  const { message, modal } = App.useApp();
  const written = useWritten("dashboards");
  const noun = nounOf(board.meta, "dashboards");
  const label = wordsIn(dashboard.label, locale) ?? "";
  const mine = !!row && row.owner_id === session.user.person_id && !!noun?.may.edit;
  const setsHomes = mine && !!nounOf(board.meta, "roles")?.may.edit;
  const roles = useQuery({
    queryKey: ["rows", "roles", locale, "choices"],
    queryFn: ({ signal }) => listRows("roles", { limit: 200, sort: "name" }, signal),
    enabled: setsHomes,
  }).data?.rows;
  const attempt = async (act: () => Promise<unknown>, text?: string) => {
    try {
      await act();
      if (text) void message.success(text);
    } catch (error) {
      void message.error(error instanceof Error ? error.message : String(error));
    }
  };
  const change = (values: Record<string, Value>, text: string) =>
    row &&
    attempt(async () => {
      await editRow("dashboards", row, values);
      await written();
    }, text);
  const copy = () =>
    attempt(async () => {
      const state = { period: dashboard.period, cards } as unknown as Record<string, unknown>;
      const name = say("copy.name", { name: label });
      const made = await createRow("dashboards", { name, state }, crypto.randomUUID());
      await written();
      edit(made.row.id);
    });
  const remove = () =>
    row &&
    modal.confirm({
      title: say("delete.sure", { name: label }),
      okText: say("delete"),
      okButtonProps: { danger: true },
      cancelText: say("cancel"),
      onOk: () =>
        attempt(
          async () => {
            await deleteRow("dashboards", row);
            go(undefined);
            await written();
          },
          say("deleted", { name: label }),
        ),
    });
  const entries = (all: Dashboard[]) =>
    all.map((one) => ({
      key: one.name,
      label: wordsIn(one.label, locale),
      onClick: () => go(one.name === found.home?.name ? undefined : one.name),
    }));
  const own = found.own.map((one) => one.dashboard);
  const others: MenuProps["items"] = [
    ...(own.length > 0
      ? [{ key: "own", type: "group" as const, label: say("mine"), children: entries(own) }]
      : []),
    { key: "shipped", type: "group" as const, label: say("shipped"), children: entries(found.shipped) },
  ];
  const more: MenuProps["items"] = [
    ...(noun?.may.create && session.user.person_id
      ? [{ key: "copy", label: say("copy"), onClick: () => void copy() }]
      : []),
    {
      key: "workbook",
      label: say("workbook"),
      onClick: () => void attempt(() => saveWorkbook(label, sheetsOf(cards, board, locale, format, say))),
    },
    { key: "print", label: say("print"), onClick: () => globalThis.print() },
    ...(mine && row
      ? [
          { type: "divider" as const },
          row.shared
            ? {
                key: "unshare",
                label: say("unshare"),
                onClick: () => void change({ shared: false, home_of: null }, say("unshared")),
              }
            : {
                key: "share",
                label: say("share"),
                onClick: () => void change({ shared: true }, say("shared")),
              },
          ...(roles
            ? [
                {
                  key: "home_of",
                  label: say("home_of"),
                  children: [
                    {
                      key: "-",
                      label: say("home_of.none"),
                      onClick: () => void change({ home_of: null }, say("saved")),
                    },
                    ...roles.map((role) => ({
                      key: String(role.name),
                      label: String(role.label ?? role.name),
                      onClick: () => void change({ home_of: String(role.name), shared: true }, say("saved")),
                    })),
                  ],
                },
              ]
            : []),
          { key: "delete", danger: true, label: say("delete"), onClick: remove },
        ]
      : []),
  ];
  const several = own.length + found.shipped.length > 1;
  return (
    <header className={styles.head}>
      <h1>{label}</h1>
      {several && (
        <Dropdown
          trigger={["click"]}
          menu={{ items: others, selectable: true, selectedKeys: [dashboard.name] }}
        >
          <Button type="text" icon={<DownOutlined />} aria-label={say("switch")} className={styles.noPaper} />
        </Dropdown>
      )}
      <span className={styles.gap} />
      {mine && row && (
        <Button icon={<EditOutlined />} onClick={() => edit(row.id)} className={styles.noPaper}>
          {say("edit")}
        </Button>
      )}
      <Dropdown trigger={["click"]} menu={{ items: more }}>
        <Button icon={<EllipsisOutlined />} aria-label={say("more")} className={styles.noPaper} />
      </Dropdown>
    </header>
  );
}

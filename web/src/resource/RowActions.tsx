import { App, Button, Dropdown, type MenuProps, Tooltip } from "antd";
import { Link, useNavigate } from "@tanstack/react-router";
import { type RefusedVerb, useVerbs } from "../action/useVerbs";
import { deleteRow } from "../api/calls";
import { useMeta } from "../api/queries";
import type { Envelope, Noun } from "../api/types";
import { screensOf } from "../capabilities";
import { isSent } from "../approval/ask";
import { useOffers } from "../shell/offers";
import { EditOutlined, EllipsisOutlined, HistoryOutlined } from "../theme/icons";
import { useReader } from "../words/Reader";
import { titleOf } from "./fields";
import styles from "./RowActions.module.css";
import { usePhone } from "./usePhone";
import { useWritten } from "./useWrites";

type Item = NonNullable<NonNullable<MenuProps["items"]>[number]>;

/** More than these stand in the menu behind them. */
const IN_SIGHT = 3;
const IN_SIGHT_PHONE = 2;

interface Props {
  noun: Noun;
  envelope: Envelope;
  /** The row as it is, not as it was at some moment. */
  now: boolean;
  edit: () => void;
  /** Absent: the page has no view of then. */
  date?: () => void;
  /** Verbs that the page has buttons for itself; here they are in the palette only. */
  elsewhere?: readonly string[];
  /** After the row is gone; absent: the list is shown. */
  removed?: () => void;
}

/**
 * What can be done to the row: the first few verbs as buttons, the others behind them in one menu, and there also,
 * off and each with its reason, those that the row refuses as it stands.
 */
export function RowActions({ noun, envelope, now, edit, date, elsewhere, removed }: Props) {
  const { say, locale } = useReader();
  const phone = usePhone();
  const verbs = useVerbs(noun, envelope);
  const meta = useMeta(locale);
  const links = screensOf(noun.name).links.filter((link) => !link.shown || (meta && link.shown(meta)));
  const remove = useRemove(noun, envelope, removed);
  const mayEdit = now && (envelope.may?.edit ?? noun.may.edit);
  const mayDelete = now && (envelope.may?.delete ?? noun.may.delete);
  const allowed = now ? verbs.allowed : [];
  const refused = now ? verbs.refused : [];
  const shown = elsewhere ? allowed.filter((verb) => !elsewhere.includes(verb.name)) : allowed;
  const sight = phone ? IN_SIGHT_PHONE : IN_SIGHT;

  useOffers(() => ({
    about: titleOf(noun, envelope.row),
    offers: [
      ...allowed.map((verb) => ({
        key: verb.name,
        label: verb.label,
        hint: verb.help,
        danger: verb.danger,
        run: () => verbs.start(verb),
      })),
      ...(mayEdit ? [{ key: "edit", label: say("row.edit"), icon: "form", run: edit }] : []),
      ...(date ? [{ key: "as_of", label: say("asof.button"), icon: "history", run: date }] : []),
      ...(mayDelete ? [{ key: "delete", label: say("row.delete"), danger: true, run: remove }] : []),
      ...refused.map(({ verb, why }) => ({ key: verb.name, label: verb.label, why, run: () => undefined })),
    ],
  }));

  const items: Item[] = [
    ...shown
      .slice(sight)
      .map((verb): Item => ({ key: `verb:${verb.name}`, danger: verb.danger, label: verb.label })),
    ...(date ? [{ key: "date", icon: <HistoryOutlined />, label: say("asof.button") }] : []),
  ];
  // No group with a heading: the arrow keys of the menu do not leave a group they have entered.
  if (refused.length > 0) items.push({ type: "divider" }, ...refused.map(off));
  if (mayDelete) items.push({ type: "divider" }, { key: "delete", danger: true, label: say("row.delete") });

  return (
    <div className={styles.actions} role="toolbar" aria-label={say("row.actions")}>
      {shown.slice(0, sight).map((verb) => (
        <Tooltip key={verb.name} title={verb.help}>
          <Button danger={verb.danger} loading={verbs.busy === verb.name} onClick={() => verbs.start(verb)}>
            {verb.label}
          </Button>
        </Tooltip>
      ))}
      {links.map((link) => (
        <Link key={link.label.en} to={link.to(noun.name, String(envelope.row.id))} className={styles.link}>
          {link.label[locale]}
        </Link>
      ))}
      {mayEdit && (
        <Button icon={<EditOutlined />} onClick={edit}>
          {say("row.edit")}
        </Button>
      )}
      <Dropdown
        trigger={["click"]}
        placement="bottomRight"
        // The first entry takes the focus, so that the menu can be gone through by the arrows at once.
        autoFocus
        menu={{
          className: styles.menu,
          items,
          onClick: ({ key }) => {
            if (key === "date") return date?.();
            if (key === "delete") return remove();
            const verb = allowed.find((one) => `verb:${one.name}` === key);
            if (verb) verbs.start(verb);
          },
        }}
      >
        <Button icon={<EllipsisOutlined />} aria-label={say("verb.more")} />
      </Dropdown>
      {verbs.dialog}
    </div>
  );
}

/** An entry that does nothing but can be read by everyone: it is off and yet takes the focus. */
function off({ verb, why }: RefusedVerb): Item {
  const focus = { tabIndex: -1 };
  return {
    key: `refused:${verb.name}`,
    disabled: true,
    ...focus,
    label: (
      <span className={styles.refused}>
        <span>{verb.label}</span>
        <span className={styles.why}>{why}</span>
      </span>
    ),
  };
}

function useRemove(noun: Noun, { row }: Envelope, removed?: () => void): () => void {
  const { say } = useReader();
  const { message, modal } = App.useApp();
  const navigate = useNavigate();
  const written = useWritten(noun.name);
  const title = titleOf(noun, row);
  return () =>
    void modal.confirm({
      title: say("row.delete.title", { name: title }),
      content: say("row.delete.hint"),
      okText: say("row.delete"),
      okButtonProps: { danger: true },
      cancelText: say("form.cancel"),
      onOk: async () => {
        try {
          await deleteRow(noun.name, row);
        } catch (error) {
          if (!isSent(error)) void message.error(error instanceof Error ? error.message : String(error));
          return;
        }
        if (removed) removed();
        else await navigate({ to: "/$noun", params: { noun: noun.name } });
        await written();
        void message.success(say("row.deleted", { name: title }));
      },
    });
}

import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { App, Button, Dropdown, Input, Segmented } from "antd";
import { type ReactNode, Suspense, useState } from "react";
import { useVerbs } from "@shell/action/useVerbs";
import { deleteRow, getRow } from "@shell/api/calls";
import { BASE } from "@shell/api/client";
import { nounOf, useMeta } from "@shell/api/queries";
import type { Envelope, Noun } from "@shell/api/types";
import { part } from "@shell/parts/part";
import { useWritten } from "@shell/resource/useWrites";
import { Failed, Nothing, Waiting } from "@shell/shell/States";
import { DownloadOutlined, PlusOutlined } from "@shell/theme/icons";
import { useBook, useReader } from "@shell/words/Reader";
import { AccountsTable } from "./AccountsTable";
import { getWhole } from "./calls";
import { ComparisonView } from "./ComparisonView";
import styles from "./Named.module.css";
import type { Edition, Line, Whole } from "./types";
import { book } from "./words";

const FormDrawer = part(() => import("@shell/resource/FormDrawer"));
const RowApprovals = part(() => import("@shell/approval/RowApprovals"));
const EDITION = "named_account_editions";
const NAMED = "named_accounts";

interface Props {
  edition: Edition;
  editions: Edition[];
  nameOf: (edition: Edition) => string;
  mayEdit: boolean;
  choice: ReactNode;
  discarded: () => void;
}

/** One edition: what can be done with it, its accounts, and how it differs from another one. */
export function EditionPage({ edition, editions, nameOf, mayEdit, choice, discarded }: Props) {
  const say = useBook(book);
  const { say: shell, locale, format } = useReader();
  const { message, modal } = App.useApp();
  const navigate = useNavigate();
  const meta = useMeta(locale);
  const written = useWritten(NAMED);
  const noun = nounOf(meta, EDITION);
  const named = nounOf(meta, NAMED);
  const [part, setPart] = useState<"accounts" | "changes">("accounts");
  const [text, setText] = useState("");
  const [needing, setNeeding] = useState(false);
  const [making, setMaking] = useState(false);
  const [changing, setChanging] = useState<Envelope>();
  const [noting, setNoting] = useState(false);
  const row = useQuery({
    queryKey: ["row", EDITION, edition.id, locale, null],
    queryFn: ({ signal }) => getRow(EDITION, edition.id, undefined, signal),
  });
  const found = useQuery({
    queryKey: ["related", NAMED, edition.id, locale],
    queryFn: () => getWhole(edition.id),
  });
  const failed = (error: unknown) =>
    void message.error(error instanceof Error ? error.message : String(error));
  const change = (line: Line) => getRow(NAMED, line.id).then(setChanging, failed);
  const remove = (line: Line) =>
    modal.confirm({
      title: say("remove.sure", { name: line.account.name }),
      okText: say("remove.ok"),
      okButtonProps: { danger: true },
      cancelText: shell("form.cancel"),
      onOk: () =>
        deleteRow(NAMED, line)
          .catch(failed)
          .then(() => written()),
    });
  const discard = () =>
    modal.confirm({
      title: say("edition.discard.sure", { n: edition.edition }),
      okText: say("edition.discard"),
      okButtonProps: { danger: true },
      cancelText: shell("form.cancel"),
      onOk: async () => {
        try {
          await deleteRow(EDITION, row.data?.row ?? edition);
          discarded();
        } catch (error) {
          failed(error);
        }
        await written();
      },
    });
  const exportAs = (kind: string) => {
    const query = new URLSearchParams({
      format: kind,
      fields: "account_id,account_id.code,person_id,grade,reason,potential,currency,exclusivity,from",
      filter: JSON.stringify({ field: "edition_id", op: "eq", value: edition.id }),
      sort: "name",
      locale,
    });
    globalThis.location.assign(`${BASE}/${NAMED}/export?${query}`);
  };
  if (!noun || !named) return <Waiting />;
  const edge = edgeOf(edition, say, format);
  const shown = found.data?.accounts.filter(
    (line) => (!needing || line.attention) && fits(line, text.trim().toLowerCase()),
  );
  return (
    <section aria-label={edition.name}>
      <div className={styles.bar}>
        {choice}
        {edge && <span className="muted">{edge}</span>}
        <span className={styles.gap} />
        {row.data && <Deeds noun={noun} envelope={row.data} />}
        {mayEdit && (
          <>
            <Button onClick={() => setNoting(true)}>{say("edition.note")}</Button>
            <Button danger onClick={discard}>
              {say("edition.discard")}
            </Button>
          </>
        )}
      </div>
      {nounOf(meta, "approvals") && (
        <Suspense fallback={null}>
          <RowApprovals noun={EDITION} id={edition.id} />
        </Suspense>
      )}
      {edition.note && <p className={styles.note}>{edition.note}</p>}
      {found.error && !found.data ? (
        <Failed error={found.error} again={() => void found.refetch()} />
      ) : !found.data || !shown ? (
        <div className={styles.coming}>
          <Waiting />
        </div>
      ) : (
        <>
          <Figures whole={found.data} />
          <div className={styles.tools}>
            <Segmented
              value={part}
              options={(["accounts", "changes"] as const).map((value) => ({ value, label: say(value) }))}
              onChange={setPart}
            />
            {part === "accounts" && found.data.accounts.length > 0 && (
              <Input.Search
                className={styles.search}
                allowClear
                value={text}
                placeholder={say("search")}
                aria-label={say("search")}
                onChange={(event) => setText(event.target.value)}
              />
            )}
            {part === "accounts" && found.data.attention > 0 && (
              <Button
                aria-pressed={needing}
                type={needing ? "primary" : "default"}
                onClick={() => setNeeding(!needing)}
              >
                {say("only.attention", { n: found.data.attention })}
              </Button>
            )}
            <span className={styles.gap} />
            {mayEdit && (
              <>
                <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>
                  {say("add")}
                </Button>
                {named.may.import && (
                  <Button
                    onClick={() =>
                      void navigate({
                        href: `/imports/paste?noun=${NAMED}&field=edition_id&value=${encodeURIComponent(edition.name)}`,
                      })
                    }
                  >
                    {say("paste")}
                  </Button>
                )}
              </>
            )}
            {named.may.export !== false && found.data.accounts.length > 0 && (
              <Dropdown
                trigger={["click"]}
                menu={{
                  items: (["csv", "xlsx"] as const).map((key) => ({ key, label: shell(`export.${key}`) })),
                  onClick: ({ key }) => exportAs(key),
                }}
              >
                <Button icon={<DownloadOutlined />} aria-label={say("export")} />
              </Dropdown>
            )}
          </div>
          {part === "changes" ? (
            <ComparisonView edition={edition} editions={editions} nameOf={nameOf} noun={named} />
          ) : found.data.accounts.length === 0 ? (
            <Nothing title={say("none")} hint={mayEdit ? say("none.hint") : undefined} />
          ) : shown.length === 0 ? (
            <Nothing title={say("search.none")} />
          ) : (
            <AccountsTable
              lines={shown}
              noun={named}
              change={mayEdit ? (line) => void change(line) : undefined}
              remove={mayEdit ? remove : undefined}
            />
          )}
        </>
      )}
      <Suspense fallback={null}>
        {making && (
          <FormDrawer
            noun={named}
            initial={{ edition_id: edition.id }}
            labels={{ [edition.id]: edition.name }}
            close={() => setMaking(false)}
          />
        )}
        {changing && (
          <FormDrawer
            noun={named}
            row={changing.row}
            labels={changing.labels}
            close={() => setChanging(undefined)}
          />
        )}
        {noting && row.data && (
          <FormDrawer
            noun={noun}
            row={row.data.row}
            labels={row.data.labels}
            close={() => setNoting(false)}
          />
        )}
      </Suspense>
    </section>
  );
}

function Figures({ whole }: { whole: Whole }) {
  const say = useBook(book);
  const { format } = useReader();
  const figures: [string, string][] = [[say("sum.accounts"), format.number(whole.sums.accounts)]];
  if (whole.sums.potential.length > 0)
    figures.push([say("sum.potential"), format.list(whole.sums.potential.map((one) => format.money(one)))]);
  if (whole.won) figures.push([say("sum.won"), format.money(whole.won)]);
  if (whole.attention > 0) figures.push([say("sum.attention"), format.number(whole.attention)]);
  return (
    <dl className={styles.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Deeds({ noun, envelope }: { noun: Noun; envelope: Envelope }) {
  const verbs = useVerbs(noun, envelope);
  return (
    <>
      {verbs.allowed.map((verb) => (
        <Button
          key={verb.name}
          type={verb.name === "put_in_force" ? "primary" : "default"}
          loading={verbs.busy === verb.name}
          onClick={() => verbs.start(verb)}
        >
          {verb.label}
        </Button>
      ))}
      {verbs.dialog}
    </>
  );
}

/** From when, and until when where that is known. */
function edgeOf(
  { from, to, state }: Edition,
  say: ReturnType<typeof useBook<keyof typeof book.en>>,
  format: ReturnType<typeof useReader>["format"],
): string | undefined {
  if (!from) return undefined;
  if (to) return say("edition.span", { from: format.date(from), to: format.date(to) });
  return say(state === "planned" ? "edition.from.later" : "edition.from", { date: format.date(from) });
}

/** Whether a line says what is looked for: in its account, person, unit or reason. */
function fits(line: Line, text: string): boolean {
  const said = [line.account.name, line.person?.name, line.unit?.name, line.reason];
  return text === "" || said.some((one) => one?.toLowerCase().includes(text));
}

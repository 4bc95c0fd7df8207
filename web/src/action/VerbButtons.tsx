import { EllipsisOutlined } from "../theme/icons";
import { App, Button, Dropdown, Tooltip } from "antd";
import { lazy, Suspense, useState } from "react";
import { runVerb } from "../api/calls";
import { Problem } from "../api/problem";
import type { Envelope, Noun, Verb, VerbState } from "../api/types";
import { titleOf } from "../resource/fields";
import { useWritten } from "../resource/useWrites";
import { useReader } from "../words/Reader";

const VerbDialog = lazy(() => import("./VerbDialog"));

/** More than these stand in a menu behind them. */
const IN_SIGHT = 3;

interface Props {
  noun: Noun;
  envelope: Envelope;
}

export function VerbButtons({ noun, envelope }: Props) {
  const { say } = useReader();
  const { message, modal } = App.useApp();
  const written = useWritten(noun.name);
  const [asking, setAsking] = useState<Verb>();
  const [busy, setBusy] = useState<string>();
  const { row } = envelope;
  const state = new Map<string, VerbState>((envelope.verbs ?? []).map((one) => [one.name, one]));
  // What the server does not mention is not for this reader.
  const verbs = noun.verbs.filter((verb) => state.has(verb.name));
  // What can be done now comes first; the order is otherwise the noun's own.
  const ordered = [...verbs].sort(
    (one, other) => Number(state.get(other.name)?.allowed) - Number(state.get(one.name)?.allowed),
  );

  const run = async (verb: Verb, body: Record<string, unknown>) => {
    await runVerb(noun.name, row.id, verb.name, { ...body, version: row.version } as never);
    await written();
    void message.success(say("verb.done", { verb: verb.label, name: titleOf(noun, row) }));
  };
  const runNow = async (verb: Verb) => {
    setBusy(verb.name);
    try {
      await run(verb, {});
    } catch (error) {
      const problem = error instanceof Problem ? error.message : String(error);
      void message.error(problem);
      await written();
    } finally {
      setBusy(undefined);
    }
  };
  const start = (verb: Verb) => {
    if (verb.fields.length > 0) setAsking(verb);
    else if (verb.danger) {
      modal.confirm({
        title: `${verb.label}: ${titleOf(noun, row)}`,
        content: verb.help,
        okText: verb.label,
        okButtonProps: { danger: true },
        cancelText: say("form.cancel"),
        onOk: () => runNow(verb),
      });
    } else void runNow(verb);
  };
  const why = (verb: Verb) => state.get(verb.name)?.refusal?.detail;

  return (
    <>
      {ordered.slice(0, IN_SIGHT).map((verb) => {
        const allowed = state.get(verb.name)?.allowed;
        return (
          <Tooltip key={verb.name} title={allowed ? verb.help : (why(verb) ?? verb.help)}>
            {/* A button that is off still takes the focus, so that its reason can be read by everyone. */}
            <Button
              danger={verb.danger && allowed}
              aria-disabled={!allowed || undefined}
              loading={busy === verb.name}
              onClick={() => {
                if (allowed) start(verb);
                else void message.info(why(verb) ?? say("verb.refused"));
              }}
              style={allowed ? undefined : { opacity: 0.65, cursor: "not-allowed" }}
            >
              {verb.label}
              {!allowed && why(verb) && <span className="unseen">{why(verb)}</span>}
            </Button>
          </Tooltip>
        );
      })}
      {ordered.length > IN_SIGHT && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: ordered.slice(IN_SIGHT).map((verb) => ({
              key: verb.name,
              danger: verb.danger,
              disabled: !state.get(verb.name)?.allowed,
              label: verb.label,
              extra: state.get(verb.name)?.allowed ? undefined : why(verb),
            })),
            onClick: ({ key }) => {
              const verb = noun.verbs.find((one) => one.name === key);
              if (verb) start(verb);
            },
          }}
        >
          <Button icon={<EllipsisOutlined />} aria-label={say("verb.more")} />
        </Dropdown>
      )}
      {asking && (
        <Suspense fallback={null}>
          <VerbDialog
            verb={asking}
            subject={titleOf(noun, row)}
            labels={envelope.labels}
            run={(body) => run(asking, body)}
            close={() => setAsking(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}

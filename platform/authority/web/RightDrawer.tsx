import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Drawer } from "antd";
import { useVerbs } from "@shell/action/useVerbs";
import { getRow } from "@shell/api/calls";
import type { Envelope, Noun } from "@shell/api/types";
import { Waiting } from "@shell/shell/States";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Authority.module.css";
import { limits } from "./limits";
import type { Line } from "./types";
import { book } from "./words";

interface Props {
  noun: Noun;
  line: Line;
  changed: () => Promise<void>;
  close: () => void;
}

/** One right beside the matrix: what it says, and what can be done to it. */
export function RightDrawer({ noun, line, changed, close }: Props) {
  const say = useBook(book);
  const { locale, format } = useReader();
  const found = useQuery({
    queryKey: ["row", "rights", line.right_id, locale, null],
    queryFn: () => getRow("rights", line.right_id),
  });
  const far = limits(line, say, format);
  const days = [
    line.from && say("right.since", { date: format.date(line.from) }),
    line.to && say("right.until", { date: format.date(line.to) }),
  ].filter(Boolean);
  return (
    <Drawer open width={420} title={`${line.kind_label} · ${line.act_label}`} onClose={close}>
      <dl className={styles.right}>
        <dt>{say("right.from")}</dt>
        <dd>
          <span className="muted">{say(`via.${line.source.via}`)}</span> {line.source.name}
        </dd>
        <dt>{say("right.limits")}</dt>
        <dd>
          {(far.length > 0 ? far : [say("limit.none")]).map((one) => (
            <div key={one}>{one}</div>
          ))}
        </dd>
        <dt>{say("right.where")}</dt>
        <dd>
          {[line.place, ...line.narrowed].map((one) => (
            <div key={one}>{one}</div>
          ))}
          {days.length > 0 && <div className="muted">{days.join(" ")}</div>}
          {line.note && <div className="muted">{line.note}</div>}
        </dd>
      </dl>
      {found.data ? (
        <Deeds noun={noun} envelope={found.data} changed={changed} close={close} />
      ) : (
        <Waiting lines={1} />
      )}
    </Drawer>
  );
}

interface DeedsProps {
  noun: Noun;
  envelope: Envelope;
  changed: () => Promise<void>;
  close: () => void;
}

function Deeds({ noun, envelope, changed, close }: DeedsProps) {
  const say = useBook(book);
  const verbs = useVerbs(noun, envelope, () => {
    void changed();
    close();
  });
  return (
    <div className={styles.deeds}>
      {verbs.allowed.map((verb) => (
        <Button key={verb.name} danger={verb.danger} onClick={() => verbs.start(verb)}>
          {verb.label}
        </Button>
      ))}
      <Link to="/$noun/$id" params={{ noun: noun.name, id: envelope.row.id }} search={{}}>
        {say("matrix.page")}
      </Link>
      {verbs.dialog}
    </div>
  );
}

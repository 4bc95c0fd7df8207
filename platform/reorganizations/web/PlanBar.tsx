import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { Suspense, useState } from "react";
import { listRows } from "@shell/api/calls";
import { nounOf, useMeta } from "@shell/api/queries";
import { part } from "@shell/parts/part";
import { PlusOutlined } from "@shell/theme/icons";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Chart.module.css";
import { book } from "./words";

const FormDrawer = part(() => import("@shell/resource/FormDrawer"));
const OPEN = JSON.stringify({ field: "state", op: "in", value: ["draft", "failed"] });
const ASKED = { limit: 100, sort: "-created_at", filter: OPEN };

interface Props {
  draft: string | undefined;
  choose: (id: string | undefined) => void;
}

/** Which draft takes up what is planned from the chart. */
export function PlanBar({ draft, choose }: Props) {
  const say = useBook(book);
  const { locale } = useReader();
  const meta = useMeta(locale);
  const noun = nounOf(meta, "reorganizations");
  const [making, setMaking] = useState(false);
  const found = useQuery({
    queryKey: ["rows", "reorganizations", locale, ASKED],
    queryFn: ({ signal }) => listRows("reorganizations", ASKED, signal),
  });
  const drafts = found.data?.rows ?? [];
  const chosen = drafts.find((row) => row.id === draft);
  return (
    <div className={styles.plan}>
      <label htmlFor="plan-in">{say("plan.in")}</label>
      <Select
        id="plan-in"
        allowClear
        className={styles.draft}
        placeholder={say("plan.choose")}
        value={chosen?.id}
        options={drafts.map((row) => ({ value: row.id, label: String(row.name) }))}
        onChange={(id: string | undefined) => choose(id)}
      />
      <Button icon={<PlusOutlined />} onClick={() => setMaking(true)}>
        {say("plan.new")}
      </Button>
      {chosen && (
        <span className={styles.links}>
          <Link to="/$noun/$id" params={{ noun: "reorganizations", id: chosen.id }} search={{}}>
            {say("plan.moves", { n: String(chosen.moves ?? 0) })}
          </Link>
          <Link to={`/reorganizations/${chosen.id}/effects` as never}>{say("plan.effects")}</Link>
        </span>
      )}
      <Suspense fallback={null}>
        {making && noun && (
          <FormDrawer noun={noun} close={() => setMaking(false)} saved={(row) => choose(row.id)} />
        )}
      </Suspense>
    </div>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Button, Drawer } from "antd";
import { Suspense, useState } from "react";
import { getRow } from "@shell/api/calls";
import { useMeta } from "@shell/api/queries";
import { part } from "@shell/parts/part";
import { Waiting } from "@shell/shell/States";
import { useBook, useReader } from "@shell/words/Reader";
import styles from "./Attainment.module.css";
import { getCourse } from "./calls";
import { Standings } from "./Standings";
import type { Attained, Attainment } from "./types";
import { book } from "./words";
import { within } from "./year";

const DrillDown = part(() => import("@shell/metric/DrillDown"));
const CourseChart = part(() => import("./CourseChart"));

interface Props {
  told: Attainment;
  row: Attained;
  amount: (value: number) => string;
  short: (value: number) => string;
  close: () => void;
}

/** One place against its target: the way so far, what it takes from here, and the deals that count. */
export default function StandingDrawer({ told, row, amount, short, close }: Props) {
  const say = useBook(book);
  const { locale } = useReader();
  const meta = useMeta(locale);
  const [deals, setDeals] = useState(false);
  const course = useQuery({
    queryKey: ["target-course", told.plan, row.node, told.day],
    queryFn: () => getCourse(told.plan, row.node),
    retry: false,
  });
  const unit = useQuery({
    queryKey: ["row", "units", row.unit ?? "", locale, null],
    queryFn: ({ signal }) => getRow("units", row.unit ?? "", undefined, signal),
    enabled: !!row.unit && !row.person,
    retry: false,
  });
  const cut = row.person ? {} : unit.data && within(unit.data.row);
  const metric = meta?.metrics.find((one) => one.name === told.metric.name);
  return (
    <Drawer
      open
      onClose={close}
      size={560}
      title={row.name}
      styles={{ wrapper: { maxWidth: "100vw" } }}
      extra={
        metric &&
        cut && (
          <Button type="primary" onClick={() => setDeals(true)}>
            {say("attained.deals")}
          </Button>
        )
      }
    >
      <div className={styles.one}>
        <Standings standing={row} amount={amount} />
        {course.data && course.data.points.length > 1 ? (
          <Suspense fallback={<Waiting lines={6} />}>
            <CourseChart points={course.data.points} short={short} title={row.name} />
          </Suspense>
        ) : course.isPending ? (
          <Waiting lines={6} />
        ) : null}
      </div>
      {deals && meta && metric && cut && (
        <Suspense fallback={null}>
          <DrillDown
            meta={meta}
            metric={metric}
            by={row.person ? ["owner"] : []}
            row={row.person ? { value: null, owner: row.name, owner_id: row.person } : { value: null }}
            query={{
              from: told.from,
              to: told.to < told.day ? told.to : told.day,
              ...cut,
            }}
            close={() => setDeals(false)}
          />
        </Suspense>
      )}
    </Drawer>
  );
}

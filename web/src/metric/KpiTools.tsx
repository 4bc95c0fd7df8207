import { PlusOutlined } from "../theme/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, DatePicker, Dropdown, Segmented, Select } from "antd";
import dayjs from "dayjs";
import { getKpi } from "../api/calls";
import type { Meta, Metric } from "../api/types";
import { useReader } from "../words/Reader";
import { dimensionLabel } from "./figures";
import styles from "./Kpi.module.css";
import { type KpiState, PERIODS } from "./kpiState";

interface Props {
  meta: Meta;
  metric: Metric;
  state: KpiState;
  by: string[];
  setState: (change: Partial<KpiState>) => void;
}

export function KpiTools({ meta, metric, state, by, setState }: Props) {
  const { say, dateTyped } = useReader();
  const cuts = (one: Metric | undefined) =>
    meta.dimensions.filter((dimension) => one?.dimensions?.includes(dimension.name) ?? true);
  const offered = cuts(metric);
  const where = state.where ?? {};
  const custom = state.period === undefined && (state.from !== undefined || state.to !== undefined);
  const free = offered.filter((dimension) => !(dimension.name in where));
  const setWhere = (name: string, values: string[] | undefined) => {
    const next = { ...where };
    if (values) next[name] = values;
    else delete next[name];
    setState({ where: Object.keys(next).length > 0 ? next : undefined });
  };
  return (
    <div className={styles.tools} role="toolbar" aria-label={say("kpi.tools")}>
      <Select
        aria-label={say("kpi.metric")}
        style={{ minWidth: 200 }}
        popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: "label" }}
        value={metric.name}
        options={meta.metrics.map((one) => ({ value: one.name, label: one.label }))}
        onChange={(name: string) => {
          const next = meta.metrics.find((one) => one.name === name);
          // Ways to break down that the other number does not know are left behind.
          const known = cuts(next).map((dimension) => dimension.name);
          const by = state.by?.filter((one) => known.includes(one));
          setState({ metric: name, by: by?.length ? by : undefined });
        }}
      />
      <Select
        mode="multiple"
        aria-label={say("kpi.by")}
        placeholder={say("kpi.by")}
        style={{ minWidth: 200 }}
        popupMatchSelectWidth={false}
        value={by}
        options={offered.map((one) => ({ value: one.name, label: one.label }))}
        onChange={(next: string[]) => setState({ by: next })}
      />
      <Select
        aria-label={say("kpi.period")}
        popupMatchSelectWidth={false}
        style={{ minWidth: 130 }}
        value={custom ? "custom" : (state.period ?? "all")}
        options={[
          ...PERIODS.map((name) => ({ value: name as string, label: say(`kpi.period.${name}`) })),
          { value: "custom", label: say("kpi.period.custom") },
        ]}
        onChange={(name: string) =>
          setState(
            name === "custom"
              ? {
                  period: undefined,
                  from: dayjs().startOf("year").format("YYYY-MM-DD"),
                  to: dayjs().format("YYYY-MM-DD"),
                }
              : { period: name === "all" ? undefined : name, from: undefined, to: undefined },
          )
        }
      />
      {custom && (
        <DatePicker.RangePicker
          aria-label={say("kpi.period")}
          allowEmpty
          format={dateTyped}
          value={[state.from ? dayjs(state.from) : null, state.to ? dayjs(state.to) : null]}
          onChange={(dates) =>
            setState({
              from: dates?.[0]?.format("YYYY-MM-DD"),
              to: dates?.[1]?.format("YYYY-MM-DD"),
            })
          }
        />
      )}
      {Object.entries(where).map(([name, values]) => (
        <WhereValues
          key={name}
          metric={metric}
          name={name}
          label={dimensionLabel(meta, name)}
          values={values}
          change={(next) => setWhere(name, next)}
        />
      ))}
      {free.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: free.map((one) => ({ key: one.name, label: one.label })),
            onClick: ({ key }) => setWhere(key, []),
          }}
        >
          <Button icon={<PlusOutlined />}>{say("kpi.where")}</Button>
        </Dropdown>
      )}
      <Segmented<"then" | "now">
        aria-label={say("kpi.tree")}
        value={state.tree ?? "then"}
        options={[
          { value: "then", label: say("kpi.tree.then"), tooltip: say("kpi.tree.then.help") },
          { value: "now", label: say("kpi.tree.now"), tooltip: say("kpi.tree.now.help") },
        ]}
        onChange={(tree) => setState({ tree: tree === "now" ? "now" : undefined })}
      />
    </div>
  );
}

interface WhereProps {
  metric: Metric;
  name: string;
  label: string;
  values: string[];
  change: (values: string[] | undefined) => void;
}

/** The values to choose from are the groups the number itself has. */
function WhereValues({ metric, name, label, values, change }: WhereProps) {
  const { locale } = useReader();
  const found = useQuery({
    queryKey: ["kpi", metric.name, locale, { by: name }],
    queryFn: ({ signal }) => getKpi(metric.name, { by: name }, signal),
  });
  const known = (found.data?.rows ?? []).map((row) => row[name]).filter((one) => typeof one === "string");
  return (
    <Select
      mode="multiple"
      aria-label={label}
      placeholder={label}
      prefix={<span className="muted">{label}</span>}
      popupMatchSelectWidth={false}
      style={{ minWidth: 180 }}
      autoFocus={values.length === 0}
      defaultOpen={values.length === 0}
      loading={found.isFetching}
      allowClear
      value={values}
      options={[...new Set([...values, ...known])].map((value) => ({ value, label: value }))}
      onChange={(next: string[]) => change(next)}
      onClear={() => change(undefined)}
      onBlur={() => values.length === 0 && change(undefined)}
    />
  );
}

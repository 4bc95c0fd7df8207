import { useQuery } from "@tanstack/react-query";
import { Button, DatePicker, Select, TreeSelect } from "antd";
import dayjs from "dayjs";
import { listRows } from "../api/calls";
import type { KpiCatalogue, Meta, Row } from "../api/types";
import { useBook, useReader } from "../words/Reader";
import styles from "./Dashboard.module.css";
import type { HomeState } from "./homeState";
import { book } from "./words";

/** In the order in which people think of them. */
export const PERIODS = [
  "this_week",
  "last_week",
  "this_month",
  "last_month",
  "this_quarter",
  "last_quarter",
  "this_half",
  "last_half",
  "this_year",
  "last_year",
] as const;

interface Branch {
  value: string;
  title: string;
  children: Branch[];
}

/** The organization as a tree; what has no parent within sight stands at the top. */
export function treeOf(units: readonly Row[]): Branch[] {
  const branches = new Map(
    units.map((unit) => [unit.id, { value: unit.id, title: String(unit.name), children: [] } as Branch]),
  );
  const roots: Branch[] = [];
  for (const unit of units) {
    const branch = branches.get(unit.id);
    if (!branch) continue;
    const parent = branches.get(String(unit.parent_id));
    (parent?.children ?? roots).push(branch);
  }
  return roots;
}

/** The rows of a filter, where the reader may see any. */
export function useChoices(noun: string, meta: Meta, sort: string): Row[] | undefined {
  const { locale } = useReader();
  return useQuery({
    queryKey: ["rows", noun, locale, "choices"],
    queryFn: ({ signal }) => listRows(noun, { limit: 500, sort }, signal),
    enabled: meta.nouns.some((one) => one.name === noun),
    staleTime: 5 * 60_000,
  }).data?.rows;
}

interface Props {
  meta: Meta;
  catalogue: KpiCatalogue;
  units: Row[] | undefined;
  products: Row[] | undefined;
  state: HomeState;
  /** The dashboard's own, while the address says nothing else. */
  period: string;
  change: (change: Partial<HomeState>) => void;
}

export function FilterBar({ meta, catalogue, units, products, state, period, change }: Props) {
  const { dateTyped } = useReader();
  const say = useBook(book);
  // There from the beginning, so that nothing moves when their choices come.
  const reads = (noun: string) => meta.nouns.some((one) => one.name === noun);
  const custom = !!state.from;
  const known = PERIODS.filter((name) => catalogue.periods?.[name]);
  const today = catalogue.today ?? dayjs().format("YYYY-MM-DD");
  const narrowed = state.unit || state.product || state.period || custom;
  return (
    <div className={styles.filters} role="toolbar" aria-label={say("tools")}>
      <Select
        aria-label={say("period")}
        popupMatchSelectWidth={false}
        className={styles.filter}
        value={custom ? "custom" : period}
        options={[...known, "custom" as const].map((name) => ({ value: name, label: say(`period.${name}`) }))}
        onChange={(name: string) => {
          const now = catalogue.periods?.[period];
          change(
            name === "custom"
              ? { period: undefined, from: now?.from ?? today, to: now && now.to < today ? now.to : today }
              : { period: name, from: undefined, to: undefined },
          );
        }}
      />
      {custom && (
        <DatePicker.RangePicker
          aria-label={say("period")}
          allowClear={false}
          format={dateTyped}
          value={[dayjs(state.from), dayjs(state.to)]}
          onChange={(dates) =>
            dates?.[0] &&
            dates[1] &&
            change({ from: dates[0].format("YYYY-MM-DD"), to: dates[1].format("YYYY-MM-DD") })
          }
        />
      )}
      {reads("units") && (
        <TreeSelect
          aria-label={say("unit")}
          className={styles.filter}
          popupMatchSelectWidth={false}
          showSearch={{ treeNodeFilterProp: "title" }}
          allowClear
          treeDefaultExpandAll
          loading={!units}
          treeData={treeOf(units ?? [])}
          placeholder={say("unit.all")}
          value={units && state.unit}
          onChange={(unit?: string) => change({ unit })}
        />
      )}
      {reads("products") && (
        <Select
          aria-label={say("product")}
          className={styles.filter}
          popupMatchSelectWidth={false}
          showSearch={{ optionFilterProp: "label" }}
          allowClear
          placeholder={say("product.all")}
          loading={!products}
          value={products && state.product}
          options={products?.map((product) => ({ value: product.id, label: String(product.name) }))}
          onChange={(product?: string) => change({ product })}
        />
      )}
      {narrowed && (
        <Button
          type="text"
          onClick={() =>
            change({
              unit: undefined,
              product: undefined,
              period: undefined,
              from: undefined,
              to: undefined,
            })
          }
        >
          {say("clear")}
        </Button>
      )}
    </div>
  );
}

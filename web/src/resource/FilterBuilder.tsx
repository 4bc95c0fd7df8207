import { DeleteOutlined, PlusOutlined } from "../theme/icons";
import { Button, Checkbox, InputNumber, Modal, Segmented, Select, Space } from "antd";
import { useState } from "react";
import type { Field, Labels, Noun, Value } from "../api/types";
import { useReader } from "../words/Reader";
import { opWord, periodText } from "./describe";
import { FieldInput } from "./FieldInput";
import styles from "./FilterBuilder.module.css";
import { fieldOf } from "./fields";
import {
  type Filter,
  isLeaf,
  type Leaf,
  type Op,
  opsFor,
  RELATIVE,
  settled,
  takesMany,
  takesNoValue,
} from "./filter";
import { RefInput } from "./RefInput";

interface Props {
  noun: Noun;
  filter: Filter | undefined;
  labels: Labels;
  apply: (filter: Filter | undefined) => void;
  close: () => void;
}

type Group = { join: "and" | "or"; not: boolean; parts: Filter[] };

function groupOf(filter: Filter | undefined): Group {
  if (!filter) return { join: "and", not: false, parts: [] };
  if (isLeaf(filter)) return { join: "and", not: false, parts: [filter] };
  if ("not" in filter) return { ...groupOf(filter.not), not: true };
  return "and" in filter
    ? { join: "and", not: false, parts: filter.and }
    : { join: "or", not: false, parts: filter.or };
}

function filterOf({ join, not, parts }: Group): Filter {
  const inner = { [join]: parts } as unknown as Filter;
  return not ? { not: inner } : inner;
}

export default function FilterBuilder({ noun, filter, labels, apply, close }: Props) {
  const { say } = useReader();
  const first = noun.fields.find((field) => field.kind === "choice") ?? noun.fields[0];
  const [draft, setDraft] = useState<Filter>(() => {
    const group = groupOf(filter);
    // Somebody who opens an empty filter wants a condition.
    if (group.parts.length === 0 && first) group.parts = [fresh(first)];
    return filterOf(group);
  });
  return (
    <Modal
      open
      width={680}
      title={say("filter.button")}
      okText={say("filter.apply")}
      cancelText={say("form.cancel")}
      onOk={() => apply(settled(draft))}
      onCancel={close}
      footer={(buttons) => (
        <div className={styles.foot}>
          <Button type="text" onClick={() => apply(undefined)}>
            {say("list.clear")}
          </Button>
          <Space>{buttons}</Space>
        </div>
      )}
    >
      <GroupEditor noun={noun} labels={labels} filter={draft} onChange={setDraft} depth={0} />
    </Modal>
  );
}

function fresh(field: Field): Leaf {
  const op = opsFor(field)[0] ?? "eq";
  return field.kind === "bool" ? { field: field.name, op, value: true } : { field: field.name, op };
}

interface EditorProps {
  noun: Noun;
  labels: Labels;
  filter: Filter;
  onChange: (filter: Filter) => void;
  remove?: () => void;
  depth: number;
}

function GroupEditor({ noun, labels, filter, onChange, remove, depth }: EditorProps) {
  const { say } = useReader();
  const group = groupOf(filter);
  const put = (change: Partial<Group>) => onChange(filterOf({ ...group, ...change }));
  const replace = (at: number, part: Filter | null) =>
    put({ parts: group.parts.flatMap((old, place) => (place !== at ? [old] : part ? [part] : [])) });
  const first = noun.fields[0];
  return (
    <div className={depth > 0 ? styles.nested : undefined} role="group" aria-label={say("filter.group")}>
      <div className={styles.line}>
        <Segmented<"and" | "or">
          size="small"
          value={group.join}
          options={[
            { value: "and", label: say("filter.all") },
            { value: "or", label: say("filter.any") },
          ]}
          onChange={(join) => put({ join })}
        />
        <Checkbox checked={group.not} onChange={(event) => put({ not: event.target.checked })}>
          {say("filter.negate")}
        </Checkbox>
        {remove && (
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={say("filter.remove.group")}
            onClick={remove}
            style={{ marginLeft: "auto" }}
          />
        )}
      </div>
      {group.parts.map((part, at) =>
        isLeaf(part) ? (
          <LeafEditor
            // Conditions have no name of their own; they are told apart by their place.
            key={at}
            noun={noun}
            labels={labels}
            leaf={part}
            onChange={(next) => replace(at, next)}
            remove={() => replace(at, null)}
          />
        ) : (
          <GroupEditor
            key={at}
            noun={noun}
            labels={labels}
            filter={part}
            onChange={(next) => replace(at, next)}
            remove={() => replace(at, null)}
            depth={depth + 1}
          />
        ),
      )}
      <div className={styles.line}>
        <Button
          type="link"
          size="small"
          icon={<PlusOutlined />}
          onClick={() => first && put({ parts: [...group.parts, fresh(first)] })}
        >
          {say("filter.add")}
        </Button>
        {depth < 2 && (
          <Button
            type="link"
            size="small"
            icon={<PlusOutlined />}
            onClick={() =>
              first &&
              put({
                parts: [
                  ...group.parts,
                  { [group.join === "and" ? "or" : "and"]: [fresh(first)] } as unknown as Filter,
                ],
              })
            }
          >
            {say("filter.add.group")}
          </Button>
        )}
      </div>
    </div>
  );
}

interface LeafProps {
  noun: Noun;
  labels: Labels;
  leaf: Leaf;
  onChange: (leaf: Leaf) => void;
  remove: () => void;
}

function LeafEditor({ noun, labels, leaf, onChange, remove }: LeafProps) {
  const { say } = useReader();
  const field = fieldOf(noun, leaf.field);
  if (!field) return null;
  return (
    <div className={styles.leaf}>
      <Select
        className={styles.field}
        aria-label={say("filter.field")}
        showSearch={{ optionFilterProp: "label" }}
        value={leaf.field}
        options={noun.fields
          .filter((one) => one.ref !== "*")
          .map((one) => ({ value: one.name, label: one.label }))}
        onChange={(name: string) => {
          const next = fieldOf(noun, name);
          if (next) onChange(fresh(next));
        }}
      />
      <Select<Op>
        className={styles.op}
        aria-label={say("filter.op")}
        value={leaf.op}
        options={opsFor(field).map((op) => ({ value: op, label: say(opWord(op)) }))}
        onChange={(op) => {
          const keeps = takesMany(op) === takesMany(leaf.op) && op !== "between" && leaf.op !== "between";
          const same = keeps && (op === "within") === (leaf.op === "within") && !takesNoValue(op);
          onChange({ field: leaf.field, op, ...(same ? { value: leaf.value } : {}) });
        }}
      />
      <span className={styles.value}>
        <LeafValue field={field} leaf={leaf} labels={labels} onChange={onChange} />
      </span>
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={say("filter.remove", { filter: field.label })}
        onClick={remove}
      />
    </div>
  );
}

function LeafValue({ field, leaf, labels, onChange }: Omit<LeafProps, "noun" | "remove"> & { field: Field }) {
  const { say } = useReader();
  const put = (value: Value | Value[]) => onChange({ ...leaf, value });
  if (takesNoValue(leaf.op)) return null;
  if (leaf.op === "within") return <PeriodValue value={leaf.value} put={put} />;
  if (leaf.op === "between") {
    const [from, to] = Array.isArray(leaf.value) ? leaf.value : [];
    return (
      <Space.Compact block>
        <FieldInput bare field={field} value={from as Value} onChange={(v) => put([v, to as Value])} />
        <FieldInput bare field={field} value={to as Value} onChange={(v) => put([from as Value, v])} />
      </Space.Compact>
    );
  }
  if (field.kind === "ref") {
    return (
      <RefInput
        field={field}
        many
        labels={labels}
        value={(leaf.value as Value) ?? []}
        onChange={put}
        aria-label={field.label}
      />
    );
  }
  if (field.kind === "choice") {
    return (
      <Select
        mode="multiple"
        style={{ width: "100%" }}
        aria-label={field.label}
        showSearch={{ optionFilterProp: "label" }}
        value={(leaf.value as string[]) ?? []}
        options={field.options ?? []}
        onChange={put}
      />
    );
  }
  if (field.kind === "bool") {
    return (
      <Select
        style={{ width: "100%" }}
        aria-label={field.label}
        value={leaf.value as boolean}
        options={[
          { value: true, label: say("yes") },
          { value: false, label: say("no") },
        ]}
        onChange={put}
      />
    );
  }
  // A condition on text or on one of several tags is typed as one line.
  const single: Field =
    field.kind === "tags" || field.kind === "long_text" || field.kind === "json"
      ? { ...field, kind: "text" }
      : field;
  return <FieldInput bare field={single} value={leaf.value as Value} onChange={put} />;
}

function PeriodValue({ value, put }: { value: unknown; put: (value: Value) => void }) {
  const { say } = useReader();
  const counted = /^(last|next)_(\d+)_days$/.exec(String(value ?? ""));
  const listed = RELATIVE.includes(value as (typeof RELATIVE)[number]);
  const chosen = counted && !listed ? `${counted[1]}_n` : (value as string | undefined);
  return (
    <Space.Compact block>
      <Select
        style={{ width: "100%" }}
        aria-label={say("filter.period")}
        placeholder={say("filter.period")}
        value={chosen}
        options={[
          ...RELATIVE.map((name) => ({ value: name as string, label: periodText(name, say) })),
          { value: "last_n", label: say("period.last_n", { n: "N" }) },
          { value: "next_n", label: say("period.next_n", { n: "N" }) },
        ]}
        onChange={(name: string) =>
          put(name === "last_n" || name === "next_n" ? `${name[0] === "l" ? "last" : "next"}_14_days` : name)
        }
      />
      {counted && !listed && (
        <InputNumber
          min={1}
          precision={0}
          aria-label={say("filter.days")}
          value={Number(counted[2])}
          onChange={(days) => days && put(`${counted[1]}_${days}_days`)}
        />
      )}
    </Space.Compact>
  );
}

import { Checkbox, DatePicker, Input, InputNumber, Select } from "antd";
import dayjs from "dayjs";
import { useMeta } from "../api/queries";
import type { Field, Labels, Money, Value } from "../api/types";
import { isMoney } from "../words/format";
import { useReader } from "../words/Reader";
import { InstantInput } from "./InstantInput";
import { RefInput } from "./RefInput";

export interface InputProps {
  field: Field;
  value?: Value;
  onChange?: (value: Value) => void;
  labels?: Labels;
  id?: string;
  autoFocus?: boolean;
  disabled?: boolean;
  /** Where the field's own label is not shown beside it. */
  bare?: boolean;
  /** Of a reference: only rows that hold this in a field of theirs. */
  within?: { field: string; id: string };
  "aria-required"?: boolean;
  "aria-label"?: string;
}

const WIDE = { width: "100%" } as const;

/** What one types a value of this field into. */
export function FieldInput({ field, value, onChange, labels, bare, within, ...rest }: InputProps) {
  const { say, dateTyped } = useReader();
  const common = { ...rest, "aria-label": bare ? field.label : undefined };
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const put = (next: Value) => onChange?.(next === undefined || next === "" ? null : next);
  switch (field.kind) {
    case "long_text":
      return (
        <Input.TextArea
          {...common}
          autoSize={{ minRows: 3, maxRows: 12 }}
          value={text}
          onChange={(e) => put(e.target.value)}
        />
      );
    case "integer":
      return (
        <InputNumber
          {...common}
          style={WIDE}
          suffix={field.unit}
          value={value as number | null}
          onChange={(next) => put(next)}
        />
      );
    case "quantity":
    case "percent":
      return (
        <InputNumber
          {...common}
          style={WIDE}
          suffix={field.kind === "percent" ? "%" : field.unit}
          value={value as number | null}
          onChange={(next) => put(next)}
        />
      );
    case "decimal":
      // As text: a float would not keep all of its digits.
      return (
        <InputNumber<string>
          {...common}
          style={WIDE}
          stringMode
          min="0"
          suffix={field.unit}
          value={text || null}
          onChange={(next) => put(next)}
        />
      );
    case "money":
      return <MoneyInput {...common} field={field} value={value} onChange={put} />;
    case "currency":
      return <CurrencyInput {...common} value={value} onChange={put} />;
    case "date":
      return (
        <DatePicker
          {...common}
          style={WIDE}
          format={dateTyped}
          value={value ? dayjs(String(value)) : null}
          onChange={(day) => put(day?.format("YYYY-MM-DD") ?? null)}
        />
      );
    case "instant":
      return <InstantInput {...common} value={text || null} onChange={put} required={field.required} />;
    case "bool":
      return (
        <Checkbox {...rest} checked={value === true} onChange={(e) => put(e.target.checked)}>
          {field.label}
        </Checkbox>
      );
    case "choice":
      return (
        <Select
          {...common}
          style={WIDE}
          allowClear={!field.required}
          showSearch={{ optionFilterProp: "label" }}
          value={(value as string | null) ?? undefined}
          options={field.options ?? []}
          onChange={(next: string | undefined) => put(next)}
        />
      );
    case "ref":
      return (
        <RefInput {...common} field={field} value={value} onChange={put} labels={labels} within={within} />
      );
    case "tags":
      return (
        <Select
          {...common}
          style={WIDE}
          mode="tags"
          tokenSeparators={[",", "，"]}
          placeholder={say("form.tags")}
          value={(value as string[] | null) ?? []}
          options={field.options ?? []}
          onChange={(next: string[]) => onChange?.(next)}
        />
      );
    case "json":
      return (
        <Input.TextArea
          {...common}
          autoSize={{ minRows: 3, maxRows: 12 }}
          spellCheck={false}
          value={typeof value === "string" ? value : value ? JSON.stringify(value, null, 2) : ""}
          onChange={(e) => put(e.target.value)}
        />
      );
    case "email":
    case "phone":
    case "url":
    case "text":
      return (
        <Input
          {...common}
          type={field.kind === "email" ? "email" : field.kind === "phone" ? "tel" : "text"}
          inputMode={field.kind === "url" ? "url" : undefined}
          autoComplete="off"
          value={text}
          onChange={(e) => put(e.target.value)}
        />
      );
  }
}

function MoneyInput({ value, onChange, field, ...rest }: InputProps & { onChange: (value: Value) => void }) {
  const { locale } = useReader();
  const company = useMeta(locale)?.company.currency;
  const money: Money | null = isMoney(value) ? value : null;
  const currency = money?.currency ?? company ?? "CNY";
  return (
    <InputNumber
      {...rest}
      stringMode
      style={WIDE}
      suffix={currency}
      aria-label={rest["aria-label"] ? `${field.label} (${currency})` : undefined}
      value={money?.amount ?? (typeof value === "string" ? value : null)}
      onChange={(amount: string | number | null) =>
        onChange(amount === null || amount === "" ? null : { amount: String(amount), currency })
      }
    />
  );
}

const CURRENCIES = Intl.supportedValuesOf?.("currency") ?? ["CNY", "USD", "EUR"];

function CurrencyInput({
  value,
  onChange,
  ...rest
}: Omit<InputProps, "field" | "labels" | "bare"> & { onChange: (value: Value) => void }) {
  const { locale } = useReader();
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  return (
    <Select
      {...rest}
      style={WIDE}
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      value={(value as string | null) ?? undefined}
      options={CURRENCIES.map((code) => ({ value: code, label: `${code} ${names.of(code) ?? ""}` }))}
      onChange={(code: string | undefined) => onChange(code)}
    />
  );
}

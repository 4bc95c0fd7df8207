import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { Suspense, useState } from "react";
import { getRow, listRows } from "../api/calls";
import { nounOf, useMeta } from "../api/queries";
import type { Value } from "../api/types";
import { part } from "../parts/part";
import { useReader } from "../words/Reader";
import type { InputProps } from "./FieldInput";
import { titleOf } from "./fields";

const FormDrawer = part(() => import("./FormDrawer"));

type Props = Omit<InputProps, "bare"> & {
  many?: boolean;
  placeholder?: string;
  size?: "small";
  /** Where one chooses from what is there, and nothing is to be made. */
  pickOnly?: boolean;
};

/** Looks a row of another noun up by what one types, or makes it on the spot where that is allowed. */
export function RefInput({ field, value, onChange, labels, many, pickOnly, within, ...rest }: Props) {
  const { say, locale } = useReader();
  const noun = nounOf(useMeta(locale), field.ref ?? "");
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [creating, setCreating] = useState(false);
  const found = useQuery({
    queryKey: ["lookup", field.ref, locale, text, within?.id ?? ""],
    queryFn: ({ signal }) =>
      listRows(
        field.ref ?? "",
        {
          limit: 30,
          ...(text ? { q: text } : {}),
          ...(noun ? { sort: noun.title } : {}),
          ...(within ? { filter: JSON.stringify({ field: within.field, op: "eq", value: within.id }) } : {}),
        },
        signal,
      ),
    enabled: open && !!field.ref,
    placeholderData: keepPreviousData,
  });
  const ids = Array.isArray(value) ? (value as string[]) : typeof value === "string" && value ? [value] : [];
  const unnamed = ids.filter((id) => !labels?.[id]);
  const names = useQuery({
    queryKey: ["names", field.ref, locale, unnamed],
    queryFn: async ({ signal }) => {
      const rows = await Promise.all(
        unnamed.map((id) => getRow(field.ref ?? "", id, undefined, signal).catch(() => null)),
      );
      return Object.fromEntries(
        rows.flatMap((one) => (one && noun ? [[one.row.id, titleOf(noun, one.row)]] : [])),
      );
    },
    enabled: unnamed.length > 0 && !!noun,
    staleTime: 60_000,
  });
  const name = (id: string) => labels?.[id] ?? names.data?.[id] ?? "•••";
  const options = noun
    ? (found.data?.rows ?? []).map((row) => ({ value: row.id, label: titleOf(noun, row) }))
    : [];
  const known = new Set(options.map((option) => option.value));
  for (const id of ids) if (!known.has(id) && !text) options.unshift({ value: id, label: name(id) });

  const put = (next: Value) => onChange?.(next ?? null);
  return (
    <>
      <Select
        {...rest}
        style={{ width: "100%" }}
        mode={many ? "multiple" : undefined}
        allowClear={!field.required}
        showSearch={{ filterOption: false, searchValue: text, onSearch: setText }}
        onOpenChange={(now) => {
          setOpen(now);
          if (!now) setText("");
        }}
        loading={found.isFetching}
        value={many ? ids : ids[0]}
        labelRender={(one) => one.label ?? name(String(one.value))}
        options={options}
        notFoundContent={found.isPending ? say("state.loading") : say("form.ref.none")}
        onChange={(next: string | string[] | undefined) => put(next)}
        popupRender={(menu) => (
          <>
            {menu}
            {noun?.may.create && !many && !pickOnly && (
              <Button
                type="link"
                block
                style={{ justifyContent: "flex-start", borderTop: "1px solid var(--qm-line)" }}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => setCreating(true)}
              >
                {text
                  ? say("form.ref.create.named", { name: text })
                  : say("form.ref.create", { noun: noun.label })}
              </Button>
            )}
          </>
        )}
      />
      {creating && noun && (
        <Suspense fallback={null}>
          <FormDrawer
            noun={noun}
            initial={{
              ...(text ? { [noun.title]: text } : {}),
              ...(within ? { [within.field]: within.id } : {}),
            }}
            close={() => setCreating(false)}
            saved={(row) => put(row.id)}
          />
        </Suspense>
      )}
    </>
  );
}

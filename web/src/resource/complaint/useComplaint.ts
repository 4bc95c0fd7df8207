import { useMeta } from "../../api/queries";
import type { Field, Value } from "../../api/types";
import { useBook, useReader } from "../../words/Reader";
import { complaint } from "./complaint";
import { book } from "./words";

/** What is wrong with a value, in the reader's words. */
export function useComplaint(): (field: Field, value: Value, typing?: boolean) => string | null {
  const { locale, format } = useReader();
  const say = useBook(book);
  const currency = useMeta(locale)?.company.currency;
  return (field, value, typing) => complaint(field, value, { say, format, currency, typing });
}

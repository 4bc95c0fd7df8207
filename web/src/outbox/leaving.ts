import type { App } from "antd";
import { type Locale, sayIn } from "../words/words";
import { entriesOf } from "./outbox";
import { book } from "./words";

export { forgetAnswers } from "./kept";

/** Whether somebody who has entries that are not sent means to sign out. */
export async function sure(
  user: string,
  modal: ReturnType<typeof App.useApp>["modal"],
  locale: Locale,
): Promise<boolean> {
  const say = sayIn(book, locale);
  const waiting = await entriesOf(user).catch(() => []);
  if (waiting.length === 0) return true;
  return modal.confirm({
    title: say("leave.title"),
    content: say("leave.hint", { n: waiting.length }),
    okText: say("leave"),
    cancelText: say("stay"),
  });
}

import { jsonInit, rawJson } from "../api/client";

/** When a kind comes by mail. */
export type ByMail = "now" | "daily" | "never";

/** As `GET /notices/preferences` answers. */
export interface MailChoices {
  /** Whether this installation sends mail at all. */
  sends: boolean;
  /** Where it goes. */
  address: string | null;
  /** The hour of the company's day at which the summary comes. */
  hour: number;
  quiet: boolean;
  kinds: { kind: string; label: string; mail: ByMail }[];
}

export type MailChoice = { kind: string; mail: ByMail } | { hour: number } | { quiet: boolean };

export const getMailChoices = () => rawJson<MailChoices>("/notices/preferences");
export const chooseMail = (choice: MailChoice) =>
  rawJson<MailChoices>("/notices/preferences", jsonInit("PUT", choice));

import { jsonInit, rawJson } from "@shell/api/client";

/** As `GET /notices/mail` answers. */
export interface MailState {
  sends: boolean;
  host: string | null;
  port: number | null;
  security: "none" | "starttls" | "tls" | null;
  from: string | null;
  public_address: string | null;
  private_webhooks: boolean;
  dispatches: Record<"waiting" | "failed" | "dead", number>;
}

/** What became of a letter. */
export interface Dispatch {
  row: { state: "waiting" | "failed" | "sent" | "dead" | "dropped"; answer: string | null };
}

export const getMail = () => rawJson<MailState>("/notices/mail");
export const sendTest = () => rawJson<{ id: string }>("/notices/mail/test", jsonInit("POST", {}));
export const getDispatch = (id: string) => rawJson<Dispatch>(`/dispatches/${id}`);

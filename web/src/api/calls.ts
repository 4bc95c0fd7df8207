import { orAsk } from "../approval/ask";
import { client, rawJson } from "./client";
import type { ListQuery } from "./paths";
import { Problem } from "./problem";
import type {
  Alike,
  Envelope,
  Groups,
  Guide,
  Hit,
  InboxChoice,
  InboxPage,
  Job,
  Kpi,
  KpiCatalogue,
  Meta,
  Page,
  Row,
  Session,
  Setup,
  Shortcuts,
  Timeline,
  Value,
} from "./types";

/** `client` throws a `Problem` for whatever is not a success, so an answer is always there. */
async function told<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T;
}

export const getSetup = () => told<Setup>(client.GET("/setup", {}));
export const makeOwner = (body: { login: string; name: string; password: string; company: string }) =>
  told<Session>(client.POST("/setup", { body }));
export const getSession = () => told<Session>(client.GET("/session", {}));
export const signIn = (body: { login: string; password: string }) =>
  told<Session>(client.POST("/session", { body }));
export const signOut = () => told<unknown>(client.DELETE("/session", {}));
export const signOutEverywhere = () => told<unknown>(client.DELETE("/sessions", {}));
export const changePassword = (body: { current: string; new: string }) =>
  told<unknown>(client.POST("/session/password", { body }));

/** What a user chose for themselves, kept with the user; `null` for the default. */
export const choose = (body: { locale?: string | null; theme?: string | null; density?: string | null }) =>
  told<Session>(client.PATCH("/session", { body }));

/** The row, if it is no longer the version that is known. */
export async function newerRow(noun: string, row: Pick<Row, "id" | "version">): Promise<Envelope | null> {
  try {
    return await rawJson<Envelope>(`/${noun}/${row.id}`, {
      headers: { "If-None-Match": `"${row.version}"` },
      cache: "no-store",
    });
  } catch (error) {
    if (error instanceof Problem && error.status === 304) return null;
    throw error;
  }
}

/** What the rows of each noun are called in another language than the reader's: noun → plural. */
export async function getNames(locale: string): Promise<Record<string, string>> {
  const meta = await rawJson<Meta>(`/meta?locale=${locale}`);
  return Object.fromEntries(meta.nouns.map((noun) => [noun.name, noun.plural]));
}

export const getMeta = () => told<Meta>(client.GET("/meta", {}));

export const listRows = (noun: string, query: ListQuery, signal?: AbortSignal) =>
  told<Page>(client.GET("/{noun}", { params: { path: { noun }, query }, signal }));
export const groupRows = (
  noun: string,
  query: { by: string; sum?: string } & ListQuery,
  signal?: AbortSignal,
) => told<Groups>(client.GET("/{noun}/groups", { params: { path: { noun }, query }, signal }));

/** Rows that may be the same as one with these values. */
export const findAlike = (noun: string, query: Record<string, string>, signal?: AbortSignal) =>
  told<{ rows: Alike[]; outside: boolean }>(
    client.GET("/{noun}/alike", { params: { path: { noun }, query }, signal }),
  );

export const getRow = (noun: string, id: string, asOf?: string, signal?: AbortSignal) =>
  told<Envelope>(
    client.GET("/{noun}/{id}", {
      params: { path: { noun, id }, query: asOf ? { as_of: asOf } : {} },
      signal,
    }),
  );
export const createRow = (noun: string, body: Record<string, Value>, key: string) =>
  orAsk(
    { noun, verb: "create", form: body },
    told<Envelope>(
      client.POST("/{noun}", { params: { path: { noun }, header: { "Idempotency-Key": key } }, body }),
    ),
  );
export const editRow = (
  noun: string,
  row: Pick<Row, "id" | "version">,
  changed: Record<string, Value>,
  key?: string,
) =>
  orAsk(
    { noun, id: row.id, verb: "edit", version: row.version, form: changed },
    told<Envelope>(
      client.PATCH("/{noun}/{id}", {
        params: { path: { noun, id: row.id }, ...(key ? { header: { "Idempotency-Key": key } } : {}) },
        body: { ...changed, version: row.version },
      }),
    ),
  );
export const deleteRow = (noun: string, row: Pick<Row, "id" | "version">) =>
  orAsk(
    { noun, id: row.id, verb: "delete", version: row.version, form: {} },
    told<unknown>(
      client.DELETE("/{noun}/{id}", {
        params: { path: { noun, id: row.id }, query: { version: row.version } },
      }),
    ),
  );
export const runVerb = (
  noun: string,
  id: string,
  verb: string,
  body: Record<string, Value>,
  key?: string,
) => {
  const { version, ...form } = body;
  return orAsk(
    { noun, id, verb, form, ...(typeof version === "number" ? { version } : {}) },
    told<Envelope>(
      client.POST("/{noun}/{id}/{verb}", {
        params: { path: { noun, id, verb }, ...(key ? { header: { "Idempotency-Key": key } } : {}) },
        body,
      }),
    ),
  );
};
export const getTimeline = (
  noun: string,
  id: string,
  query: { after?: string; kinds?: string; person?: string; limit?: number } = {},
  signal?: AbortSignal,
) => told<Timeline>(client.GET("/{noun}/{id}/timeline", { params: { path: { noun, id }, query }, signal }));

export const getInbox = (
  query: { show?: string; kinds?: string; after?: string; limit?: number },
  signal?: AbortSignal,
) => told<InboxPage>(client.GET("/inbox", { params: { query }, signal }));
export const countInbox = () => told<{ unread: number }>(client.GET("/inbox/count", {}));
/** `ids` of null is all that is there. */
export const markInbox = (body: {
  ids: string[] | null;
  read?: boolean;
  put_away?: boolean;
  until?: string;
}) => told<{ unread: number }>(client.PATCH("/inbox", { body }));
export const getInboxChoices = () => told<InboxChoice[]>(client.GET("/inbox/preferences", {}));
export const chooseInbox = (body: { kind: string; wanted: boolean }) =>
  told<InboxChoice[]>(client.PUT("/inbox/preferences", { body }));

/** Either these rows or, with `ids` null, those that pass the filter and hold the words of `q`. */
export interface Bulk {
  verb: string;
  ids: string[] | null;
  filter?: unknown;
  q?: string;
  form?: Record<string, Value>;
}
export const runBulk = (noun: string, body: Bulk) =>
  told<Job>(client.POST("/{noun}/bulk", { params: { path: { noun } }, body: { ...body } }));
export const getJob = (id: string) => told<Job>(client.GET("/jobs/{id}", { params: { path: { id } } }));
export const cancelJob = (id: string) =>
  told<Job>(client.POST("/jobs/{id}/cancel", { params: { path: { id } } }));

export const search = (q: string, signal?: AbortSignal) =>
  told<{ hits: Hit[] }>(client.GET("/search", { params: { query: { q, limit: 12 } }, signal }));

export const getShortcuts = (signal?: AbortSignal) => told<Shortcuts>(client.GET("/shortcuts", { signal }));
/** Pins a place, or moves it to a place in the order, from 0. */
export const pinPlace = (body: { address: string; place?: number }) =>
  told<Shortcuts>(client.PUT("/shortcuts/pinned", { body }));
export const unpinPlace = (address: string) =>
  told<Shortcuts>(client.DELETE("/shortcuts/pinned", { params: { query: { address } } }));
export const lookedAt = (address: string) =>
  told<unknown>(client.POST("/shortcuts/recent", { body: { address } }));

export const getGuides = () => told<{ guides: Omit<Guide, "text">[] }>(client.GET("/help", {}));
export const getGuide = (about: string, signal?: AbortSignal) =>
  told<Guide>(client.GET("/help/{about}", { params: { path: { about } }, signal }));

export const getKpis = () => told<KpiCatalogue>(client.GET("/kpis", {}));
export const getKpi = (metric: string, query: Record<string, string>, signal?: AbortSignal) =>
  told<Kpi>(client.GET("/kpis/{metric}", { params: { path: { metric }, query }, signal }));
export const getKpiRows = (metric: string, query: Record<string, string>, signal?: AbortSignal) =>
  told<Page & { noun?: string }>(
    client.GET("/kpis/{metric}/rows", { params: { path: { metric }, query }, signal }),
  );

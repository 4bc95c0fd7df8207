// The part of the API that is the same for every noun, in the shape openapi-fetch reads. Bespoke screens use
// the generated `paths` of schema.d.ts through `clientFor`.
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
  Session,
  Setup,
  Shortcuts,
  Timeline,
} from "./types";

type Json<T> = { content: { "application/json": T } };
type At<P> = [P] extends [never] ? { path?: never } : { path: P };
type Get<T, P = never, Q = never> = {
  get: {
    parameters: At<P> & ([Q] extends [never] ? { query?: never } : { query?: Q });
    responses: { 200: Json<T> };
  };
};
type Send<T, P = never, B = Record<string, unknown>> = {
  parameters: At<P> & { query?: Record<string, unknown>; header?: Record<string, string> };
  requestBody?: { content: { "application/json": B } };
  responses: { 200: Json<T> };
};
type OfNoun = { noun: string };
type OfRow = { noun: string; id: string };

export interface ListQuery {
  limit?: number;
  after?: string;
  /** How many rows come before the page, instead of `after`. */
  at?: number;
  /** The row in whose midst the page lies, instead of `after`. */
  around?: string;
  sort?: string;
  q?: string;
  /** JSON of the filter. */
  filter?: string;
  total?: boolean;
  as_of?: string;
  fields?: string;
}

export interface GenericPaths {
  "/setup": Get<Setup> & { post: Send<Session> };
  "/session": Get<Session> & { post: Send<Session>; patch: Send<Session>; delete: Send<void> };
  "/sessions": { delete: Send<void> };
  "/session/password": { post: Send<void> };
  "/meta": Get<Meta>;
  "/help": Get<{ guides: Omit<Guide, "text">[] }>;
  "/help/{about}": Get<Guide, { about: string }>;
  "/shortcuts": Get<Shortcuts>;
  "/shortcuts/pinned": {
    put: Send<Shortcuts>;
    delete: { parameters: { query: { address: string } }; responses: { 200: Json<Shortcuts> } };
  };
  "/shortcuts/recent": { post: Send<void> };
  "/inbox": Get<InboxPage, never, { show?: string; kinds?: string; after?: string; limit?: number }> & {
    patch: Send<{ unread: number }>;
  };
  "/inbox/count": Get<{ unread: number }>;
  "/inbox/preferences": Get<InboxChoice[]> & { put: Send<InboxChoice[]> };
  "/search": Get<{ hits: Hit[] }, never, { q: string; limit?: number }>;
  "/{noun}": Get<Page, OfNoun, ListQuery> & { post: Send<Envelope, OfNoun> };
  "/{noun}/alike": Get<{ rows: Alike[]; outside: boolean }, OfNoun, Record<string, string>>;
  "/{noun}/groups": Get<Groups, OfNoun, { by: string; sum?: string } & ListQuery>;
  "/{noun}/bulk": { post: Send<Job, OfNoun> };
  "/{noun}/{id}": Get<Envelope, OfRow, { as_of?: string }> & {
    patch: Send<Envelope, OfRow>;
    delete: Send<void, OfRow>;
  };
  "/{noun}/{id}/timeline": Get<
    Timeline,
    OfRow,
    { after?: string; limit?: number; kinds?: string; person?: string }
  >;
  "/{noun}/{id}/{verb}": { post: Send<Envelope, OfRow & { verb: string }> };
  "/jobs/{id}": Get<Job, { id: string }>;
  "/jobs/{id}/cancel": { post: Send<Job, { id: string }> };
  "/kpis": Get<KpiCatalogue>;
  "/kpis/{metric}": Get<Kpi, { metric: string }, Record<string, string>>;
  "/kpis/{metric}/rows": Get<Page & { noun?: string }, { metric: string }, Record<string, string>>;
}

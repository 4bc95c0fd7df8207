import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { vi } from "vitest";
import { newQueryClient } from "../api/queries";
import type { Envelope, Meta, Noun, Session, VerbState } from "../api/types";
import { newRouter } from "../shell/router";
import { ThemeProvider } from "../theme/Theme";
import { ReaderProvider } from "../words/Reader";

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: Record<string, unknown> | undefined;
}

/** Answers at the edge: what is returned is sent as JSON, a `Response` as it is. */
export type Answer = (asked: Asked) => unknown;

const session: Session = {
  user: { id: "u", login: "anna", name: "Anna" },
  roles: ["manager"],
  csrf: "token-1",
};

export function metaOf(...nouns: Noun[]): Meta {
  return {
    nouns,
    metrics: [],
    dimensions: [],
    company: { name: "Clearsea", currency: "CNY", time_zone: "Asia/Shanghai" },
  };
}

export function envelopeOf(row: Envelope["row"], verbs: VerbState[] = []): Envelope {
  return { row, labels: {}, verbs, may: { edit: true, delete: true } };
}

export function problem(status: number, body: Record<string, unknown>): Response {
  return new Response(JSON.stringify({ status, ...body }), {
    status,
    headers: { "Content-Type": "application/problem+json" },
  });
}

/** The whole face at one address, in front of a server that answers as the test says; tells what it was asked. */
export function open(path: string, meta: Meta, answer: Answer): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (given: Request | string) => {
    const input = given instanceof Request ? given : new Request(new URL(given, globalThis.location.origin));
    const url = new URL(input.url);
    const text = await input.clone().text();
    const one: Asked = {
      method: input.method,
      path: url.pathname.replace("/api/v1", ""),
      query: url.searchParams,
      headers: input.headers,
      body: text ? (JSON.parse(text) as Record<string, unknown>) : undefined,
    };
    asked.push(one);
    const told = await answer(one);
    if (told instanceof Response) return told;
    const standing: Record<string, unknown> = {
      "/session": session,
      "/meta": meta,
      "/kpis": { metrics: meta.metrics, dimensions: meta.dimensions },
    };
    return new Response(JSON.stringify(told ?? standing[one.path] ?? { rows: [], entries: [] }), {
      headers: { "Content-Type": "application/json" },
    });
  });
  const queries = newQueryClient();
  const router = newRouter(queries, () => "en", createMemoryHistory({ initialEntries: [path] }));
  render(
    <QueryClientProvider client={queries}>
      <ReaderProvider initial="en">
        <ThemeProvider>
          <RouterProvider router={router} />
        </ThemeProvider>
      </ReaderProvider>
    </QueryClientProvider>,
  );
  return asked;
}

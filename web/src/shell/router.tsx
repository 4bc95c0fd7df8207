import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouterHistory,
} from "@tanstack/react-router";
import { metaQuery, sessionQuery } from "../api/queries";
import { pages } from "../capabilities";
import { readKpiState } from "../metric/kpiState";
import { readListState } from "../resource/listState";
import { readRowState } from "../resource/rowState";
import { Frame } from "./Frame";
import { Missing } from "./Missing";

interface Context {
  queries: QueryClient;
  locale: () => string;
}

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: Missing });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (raw: Record<string, unknown>): { to?: string } =>
    // Only a place of our own: never an address of somebody else's.
    typeof raw.to === "string" && /^\/(?![/\\])/.test(raw.to) ? { to: raw.to } : {},
  component: lazyRouteComponent(() => import("./SignIn"), "SignIn"),
});

const start = createRoute({
  getParentRoute: () => root,
  path: "/start",
  component: lazyRouteComponent(() => import("./FirstStart"), "FirstStart"),
});

const frame = createRoute({
  getParentRoute: () => root,
  id: "frame",
  component: Frame,
  // Neither waits for the other, nor the screen's own chunk for them.
  loader: ({ context }) => {
    void context.queries.prefetchQuery(sessionQuery);
    void context.queries.prefetchQuery(metaQuery(context.locale()));
  },
  notFoundComponent: Missing,
});

const home = createRoute({
  getParentRoute: () => frame,
  path: "/",
  component: lazyRouteComponent(() => import("./Home"), "Home"),
});

export const listRoute = createRoute({
  getParentRoute: () => frame,
  path: "/$noun",
  validateSearch: readListState,
  component: lazyRouteComponent(() => import("../resource/ListScreen"), "ListScreen"),
});

export const rowRoute = createRoute({
  getParentRoute: () => frame,
  path: "/$noun/$id",
  validateSearch: readRowState,
  component: lazyRouteComponent(() => import("../resource/RowScreen"), "RowScreen"),
});

export const kpiRoute = createRoute({
  getParentRoute: () => frame,
  path: "/numbers",
  validateSearch: readKpiState,
  component: lazyRouteComponent(() => import("../metric/KpiScreen"), "KpiScreen"),
});

const accountRoute = createRoute({
  getParentRoute: () => frame,
  path: "/account",
  component: lazyRouteComponent(() => import("../account/AccountScreen"), "AccountScreen"),
});

const ownPages = pages.map((page) =>
  createRoute({ getParentRoute: () => frame, path: `/${page.path}`, component: page.screen }),
);

const tree = root.addChildren([
  signIn,
  start,
  frame.addChildren([home, kpiRoute, accountRoute, listRoute, rowRoute, ...ownPages]),
]);

export function newRouter(queries: QueryClient, locale: () => string, history?: RouterHistory) {
  return createRouter({
    routeTree: tree,
    history,
    context: { queries, locale },
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultPendingMs: 150,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}

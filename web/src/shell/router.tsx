import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  redirect,
  type RouterHistory,
} from "@tanstack/react-router";
import { metaQuery, sessionQuery } from "../api/queries";
import { pages } from "../capabilities";
import { readHomeState } from "../dashboard/homeState";
import { readKpiState } from "../metric/kpiState";
import { screen } from "../parts/part";
import { readListState } from "../resource/listState";
import { readRowState } from "../resource/rowState";
import { Broken } from "./Broken";
import { Frame } from "./Frame";
import { ownerWanted, ownPlace, signedIn } from "./door";
import { Missing } from "./Missing";

interface Context {
  queries: QueryClient;
  locale: () => string;
}

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: Missing });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  // Said in every case: what is left out of the answer is taken over from the address as it stands there.
  validateSearch: (raw: Record<string, unknown>): { to?: string } => ({ to: ownPlace(raw.to) }),
  // Neither page at the door is for somebody who is in already.
  beforeLoad: async ({ context: { queries }, search }) => {
    const [wanted, inside] = await Promise.all([ownerWanted(queries), signedIn(queries)]);
    if (wanted) throw redirect({ to: "/start", replace: true });
    if (inside) throw redirect({ href: search.to ?? "/", replace: true });
  },
  component: screen(() => import("./SignIn").then((all) => ({ default: all.SignIn }))),
});

const start = createRoute({
  getParentRoute: () => root,
  path: "/start",
  beforeLoad: async ({ context: { queries } }) => {
    if ((await ownerWanted(queries)) === false) throw redirect({ to: "/", replace: true });
  },
  component: screen(() => import("./FirstStart").then((all) => ({ default: all.FirstStart }))),
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
  validateSearch: readHomeState,
  component: screen(() => import("../dashboard/HomeScreen").then((all) => ({ default: all.HomeScreen }))),
});

export const listRoute = createRoute({
  getParentRoute: () => frame,
  path: "/$noun",
  validateSearch: readListState,
  component: screen(() => import("../resource/ListScreen").then((all) => ({ default: all.ListScreen }))),
});

export const rowRoute = createRoute({
  getParentRoute: () => frame,
  path: "/$noun/$id",
  validateSearch: readRowState,
  component: screen(() => import("../resource/RowScreen").then((all) => ({ default: all.RowScreen }))),
});

export const kpiRoute = createRoute({
  getParentRoute: () => frame,
  path: "/numbers",
  validateSearch: readKpiState,
  component: screen(() => import("../metric/KpiScreen").then((all) => ({ default: all.KpiScreen }))),
});

const accountRoute = createRoute({
  getParentRoute: () => frame,
  path: "/account",
  component: screen(() => import("../account/AccountScreen").then((all) => ({ default: all.AccountScreen }))),
});

const inboxRoute = createRoute({
  getParentRoute: () => frame,
  path: "/inbox",
  component: screen(() => import("../inbox/InboxScreen").then((all) => ({ default: all.InboxScreen }))),
});

const logRoute = createRoute({
  getParentRoute: () => frame,
  path: "/log",
  component: screen(() => import("../phone/LogScreen").then((all) => ({ default: all.LogScreen }))),
});

const ownPages = pages.map((page) =>
  createRoute({ getParentRoute: () => frame, path: `/${page.path}`, component: page.screen }),
);

const tree = root.addChildren([
  signIn,
  start,
  frame.addChildren([home, kpiRoute, accountRoute, inboxRoute, logRoute, listRoute, rowRoute, ...ownPages]),
]);

export function newRouter(queries: QueryClient, locale: () => string, history?: RouterHistory) {
  return createRouter({
    routeTree: tree,
    history,
    context: { queries, locale },
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultPendingMs: 150,
    defaultErrorComponent: Broken,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}

import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { newQueryClient } from "./api/queries";
import { MissedPart } from "./parts/MissedPart";
import { newRouter } from "./shell/router";
import { ThemeProvider } from "./theme/Theme";
import { learn } from "./words/languages";
import { firstLocale, ReaderProvider, useReader } from "./words/Reader";

const queries = newQueryClient();

function Rooted() {
  const { locale } = useReader();
  const [router] = useState(() => newRouter(queries, () => locale));
  return <RouterProvider router={router} context={{ queries, locale: () => locale }} />;
}

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
// On its way since the page's head was read (`web/shell.ts`).
const locale = firstLocale();
await learn(locale);
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <ReaderProvider initial={locale}>
        <ThemeProvider>
          <Rooted />
          <MissedPart />
        </ThemeProvider>
      </ReaderProvider>
    </QueryClientProvider>
  </StrictMode>,
);

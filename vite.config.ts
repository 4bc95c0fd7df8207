import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { languageFiles, offlineShell } from "./web/shell.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.QM_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  root: "web",
  plugins: [react(), languageFiles(), offlineShell()],
  resolve: { alias: { "@shell": at("./web/src") } },
  build: {
    outDir: at("./web/dist"),
    emptyOutDir: true,
    // The first screen's weight is read from it by web/budget.mjs.
    manifest: true,
    target: "es2022",
    // ECharts is one chunk of its own and never part of the first screen.
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      output: {
        // What the first screen needs is asked for in a few files, not in ninety: they compress better, and a slow
        // connection answers them sooner. Libraries stand apart, since they change least.
        codeSplitting: {
          groups: [
            { name: "libraries", tags: ["$initial"], test: /node_modules/, priority: 3 },
            // The entry keeps a file of its own: the worker and a page that was left open tell versions by its name.
            { name: "page", tags: ["$initial"], test: /^(?!.*(src\/main\.tsx|index\.html)$)/, priority: 2 },
            { name: "list", test: /src\/resource\/ListScreen\.tsx$/, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    fs: { allow: [at(".")] },
    watch: { ignored: ["**/target/**"] },
    proxy: { "/api": { target: server, changeOrigin: true } },
  },
  test: {
    testTimeout: 60_000,
    dir: at("."),
    include: ["web/src/**/*.test.{ts,tsx}", "{capabilities,platform}/*/web/**/*.test.{ts,tsx}"],
    // One worker for each core: what is left to the page while tests run is nothing.
    maxWorkers: "100%",
    environment: "jsdom",
    setupFiles: [at("./web/src/testing/setup.ts")],
    restoreMocks: true,
  },
});

import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { offlineShell } from "./web/shell.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.QM_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  root: "web",
  plugins: [react(), offlineShell()],
  resolve: { alias: { "@shell": at("./web/src") } },
  build: {
    outDir: at("./web/dist"),
    emptyOutDir: true,
    // The first screen's weight is read from it by web/budget.mjs.
    manifest: true,
    target: "es2022",
    // ECharts is one chunk of its own and never part of the first screen.
    chunkSizeWarningLimit: 800,
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
    environment: "jsdom",
    setupFiles: [at("./web/src/testing/setup.ts")],
    restoreMocks: true,
  },
});

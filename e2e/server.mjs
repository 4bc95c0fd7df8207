// A server of its own for each journey: the real binary, on a fresh SQLite file, usually with the demo company in it.
// QM_URL names a server that runs already; then nothing is started.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const READY_SECONDS = 60;

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** What makes a program believe that it starts at another time; see clock.c. */
async function believing(at, folder) {
  if (!at) return process.env;
  const library = join(folder, "clock.so");
  const source = fileURLToPath(new URL("./clock.c", import.meta.url));
  await promisify(execFile)("cc", ["-shared", "-fPIC", "-O1", "-o", library, source]);
  return { ...process.env, LD_PRELOAD: library, CLOCK_BEGAN: String(Math.floor(at.getTime() / 1000)) };
}

/**
 * Gives the address and what ends it. Without the demo it is a new installation that nobody owns. The demo's days go by
 * the day it is made on; with `at` that is always the same.
 */
export async function startServer({ demo = true, at } = {}) {
  if (process.env.QM_URL) return { url: process.env.QM_URL.replace(/\/$/, ""), stop: async () => undefined };
  const binary = process.env.QUARTERMASTER_BIN;
  if (!binary) throw new Error("say which server to test: QUARTERMASTER_BIN=path or QM_URL=address");
  const folder = await mkdtemp(join(tmpdir(), "quartermaster-journey-"));
  const database = `sqlite://${join(folder, "journey.db")}`;
  const env = await believing(at, folder);
  if (demo) await promisify(execFile)(binary, ["demo", "--database", database], { timeout: 180_000, env });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(binary, ["serve", "--database", database, "--listen", `127.0.0.1:${port}`], {
    stdio: ["ignore", "pipe", "pipe"],
    env,
  });
  let said = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (chunk) => {
      said = (said + chunk).slice(-4000);
    });
  }
  const stop = async () => {
    if (server.exitCode === null) {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < READY_SECONDS * 5; tries += 1) {
    if (server.exitCode !== null) break;
    if (await answers(`${url}/readyz`)) return { url, stop };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await stop();
  throw new Error(`the server did not get ready:\n${said}`);
}

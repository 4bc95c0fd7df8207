// A server of its own for each journey: the real binary, on a fresh SQLite file, usually with the demo company in it.
// QM_URL names a server that runs already; then nothing is started.
import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
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

const TEMPLATES = "quartermaster-demo-";

/**
 * Puts the demo company into `folder`. It is made once for a binary and an hour, and copied: making it takes as long as
 * a short journey. What is hours old is removed.
 */
async function demoCompany(binary, env, at, folder) {
  const { mtimeMs, size } = await stat(binary);
  const hour = at ? at.toISOString() : Math.floor(Date.now() / 3_600_000);
  const key = createHash("sha256").update(`${binary} ${mtimeMs} ${size} ${hour}`).digest("hex").slice(0, 16);
  const template = join(tmpdir(), TEMPLATES + key);
  if (!(await stat(template).catch(() => null))) {
    for (const name of await readdir(tmpdir())) {
      const path = join(tmpdir(), name);
      if (name.startsWith(TEMPLATES) && (await stat(path)).mtimeMs < Date.now() - 2 * 3_600_000) {
        await rm(path, { recursive: true, force: true });
      }
    }
    const made = await mkdtemp(join(tmpdir(), "quartermaster-made-"));
    const database = `sqlite://${join(made, "journey.db")}`;
    await promisify(execFile)(binary, ["demo", "--database", database], { timeout: 180_000, env });
    // Whoever made it at the same time was first: theirs is as good.
    await rename(made, template).catch(async (error) => {
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
      await rm(made, { recursive: true, force: true });
    });
  }
  await cp(template, folder, { recursive: true });
}

/**
 * Gives the address and what ends it. Without the demo it is a new installation that nobody owns. The demo's days go by
 * the day it is made on; with `at` that is always the same. `options` are more flags, by the address that it will have.
 */
export async function startServer({ demo = true, at, options = () => [] } = {}) {
  if (process.env.QM_URL) return { url: process.env.QM_URL.replace(/\/$/, ""), stop: async () => undefined };
  const binary = process.env.QUARTERMASTER_BIN;
  if (!binary) throw new Error("say which server to test: QUARTERMASTER_BIN=path or QM_URL=address");
  const folder = await mkdtemp(join(tmpdir(), "quartermaster-journey-"));
  const database = `sqlite://${join(folder, "journey.db")}`;
  const env = await believing(at, folder);
  if (demo) await demoCompany(binary, env, at, folder);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(
    binary,
    ["serve", "--database", database, "--listen", `127.0.0.1:${port}`, ...options(url)],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env,
    },
  );
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

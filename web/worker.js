// The service worker: it keeps the page itself, so that it opens without a connection, and nothing that the server
// answers about anybody's rows. `web/shell.ts` writes the two lists into it after each build.
const VERSION = "%VERSION%";
const ENTRY = "%ENTRY%";
/** Named after what they contain: whatever is kept under such a name is right for ever. */
const HASHED = ["%HASHED%"];
/** Asked for anew each time, and kept for when nobody answers. */
const LOOSE = ["%LOOSE%"];

const CACHE = `qm-shell-${VERSION}`;
/** In each cache, when it was filled, in ms; no address of the server. */
const FILLED = "/-/filled";
/** After this long without an answer, the page that is kept is better than none. */
const PATIENCE_MS = 6_000;
const NOBODY_BEHIND = [502, 503, 504];
/** Addresses of the server that are no screen. */
const NOT_OURS = /^\/(api\/|healthz|readyz|metrics)/;

async function fetched(path, how) {
  const answer = await fetch(path, how);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

/** The whole of one version, or none of it: the next visit tries again. */
async function install() {
  const cache = await caches.open(CACHE);
  const index = await fetched("/", { cache: "reload", headers: { Accept: "text/html" } });
  // The server may have been updated once more since this worker was read.
  if (!(await index.clone().text()).includes(ENTRY)) throw new Error("the page is of another version");
  await cache.put("/", index);
  await Promise.all(
    HASHED.map(async (path) => cache.put(path, (await caches.match(path)) ?? (await fetched(path)))),
  );
  await Promise.all(LOOSE.map(async (path) => cache.put(path, await fetched(path, { cache: "reload" }))));
  await cache.put(FILLED, new Response(String(Date.now())));
}

/** When a cache was filled; never, where that broke off or a version from before it was noted did it. */
async function filled(name) {
  const noted = await (await caches.open(name)).match(FILLED);
  return noted ? Number(await noted.text()) : 0;
}

/** Pages of the version before may still be open and ask for parts of theirs; older ones are gone. */
async function tidy() {
  const names = (await caches.keys()).filter((name) => name.startsWith("qm-shell-") && name !== CACHE);
  // Which is the one before, its time says: a version that comes back after another has the place of its first time.
  const kept = await Promise.all(names.map(async (name) => ({ name, at: await filled(name) })));
  kept.sort((one, other) => other.at - one.at);
  await Promise.all(kept.slice(1).map(({ name }) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
}

async function answeredInTime(answer) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), PATIENCE_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The server's own page whenever it answers, so that an update is seen at once. */
async function screen(event) {
  const asked = (async () => (await event.preloadResponse) ?? (await fetch(event.request)))();
  let answer;
  try {
    answer = await answeredInTime(asked);
    if (!NOBODY_BEHIND.includes(answer.status)) return answer;
  } catch {
    asked.catch(() => undefined);
  }
  return (await (await caches.open(CACHE)).match("/")) ?? answer ?? asked;
}

async function part(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function loose(request) {
  try {
    return await fetched(request);
  } catch {
    return (await (await caches.open(CACHE)).match(request.url)) ?? Response.error();
  }
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(install());
});
self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || NOT_OURS.test(pathname)) return;
  if (request.mode === "navigate") event.respondWith(screen(event));
  else if (HASHED.includes(pathname)) event.respondWith(part(request));
  else if (pathname.startsWith("/assets/")) event.respondWith(part(request));
  else if (LOOSE.includes(pathname)) event.respondWith(loose(request));
});

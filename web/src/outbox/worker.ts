/** Lets the page open without a connection, where the browser can: over HTTPS, or on this very computer. */
export function startWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  // Without it the page works as well, while there is a connection.
  navigator.serviceWorker.register("/worker.js", { updateViaCache: "none" }).catch(() => undefined);
}

// The line between a phone and the server: passes everything on until a journey breaks it, in the ways lines break.
import { Agent, createServer, request as ask } from "node:http";

/** Gives its address and what breaks and mends it. */
export async function startLine(to) {
  const target = new URL(to);
  // A connection that is kept would hold up the server's end.
  const agent = new Agent({ keepAlive: false });
  let cut = false;
  let loses = () => false;
  let holds = () => false;
  let changes;
  let lost = 0;
  const sockets = new Set();
  const server = createServer((incoming, outgoing) => {
    if (cut || holds(incoming)) return incoming.socket.destroy();
    const headers = {
      ...incoming.headers,
      host: target.host,
      ...(changes ? { "accept-encoding": "identity" } : {}),
    };
    const passed = ask(
      {
        host: target.hostname,
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        headers,
        agent,
      },
      (answer) => {
        const loosing = loses(incoming);
        const html = changes && /html/.test(answer.headers["content-type"] ?? "");
        if (!loosing && !html) {
          outgoing.writeHead(answer.statusCode, answer.headers);
          return answer.pipe(outgoing);
        }
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("end", () => {
          if (loosing) {
            // It was written; whoever asked never hears of it.
            lost += 1;
            return incoming.socket.destroy();
          }
          const headers = { ...answer.headers };
          delete headers["content-length"];
          outgoing.writeHead(answer.statusCode, headers);
          outgoing.end(changes(Buffer.concat(parts).toString("utf8"), incoming));
        });
      },
    );
    passed.on("error", () => incoming.socket.destroy());
    incoming.pipe(passed);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Nobody answers. */
    cut: () => {
      cut = true;
      for (const socket of sockets) socket.destroy();
    },
    /** What passes arrives, and its answer does not. */
    loseAnswers: (which) => {
      cut = false;
      loses = which;
    },
    /** What passes does not arrive. */
    hold: (which) => {
      holds = which;
    },
    /** Another text of each page. */
    change: (to) => {
      changes = to;
    },
    mend: () => {
      cut = false;
      loses = () => false;
      holds = () => false;
    },
    lost: () => lost,
    stop: () =>
      new Promise((ended) => {
        for (const socket of sockets) socket.destroy();
        server.close(ended);
      }),
  };
}

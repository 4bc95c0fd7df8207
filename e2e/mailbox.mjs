// A mail server on loopback that speaks as much SMTP as letters need, and keeps what it takes.
import { createServer } from "node:net";

const WAITED_MS = 20_000;

/** Bodies in base64 and quoted-printable as text. */
function opened(raw) {
  const parts = raw.split(/\r\n(?=--)/).map((part) => {
    const [head, ...rest] = part.split("\r\n\r\n");
    const body = rest.join("\r\n\r\n");
    if (/transfer-encoding: base64/i.test(head)) return Buffer.from(body, "base64").toString("utf8");
    if (!/transfer-encoding: quoted-printable/i.test(head)) return body;
    const joined = body.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => `%${hex}`);
    try {
      return decodeURIComponent(joined.replace(/%(?![0-9A-F]{2})/g, "%25"));
    } catch {
      return body;
    }
  });
  return parts.join("\n");
}

export async function openMailbox() {
  const letters = [];
  const server = createServer((socket) => {
    let held = "";
    let to = "";
    let inBody = false;
    const say = (line) => socket.write(`${line}\r\n`);
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      held += chunk.toString("utf8");
      for (;;) {
        const end = held.indexOf(inBody ? "\r\n.\r\n" : "\r\n");
        if (end < 0) return;
        const line = held.slice(0, end);
        held = held.slice(end + (inBody ? 5 : 2));
        if (inBody) {
          letters.push({ to, text: opened(line) });
          inBody = false;
          say("250 taken");
        } else if (/^EHLO/i.test(line)) say("250-mailbox\r\n250 8BITMIME");
        else if (/^RCPT/i.test(line)) {
          to = /<(.*)>/.exec(line)?.[1] ?? "";
          say("250 ok");
        } else if (/^DATA/i.test(line)) {
          inBody = true;
          say("354 go on");
        } else if (/^QUIT/i.test(line)) {
          say("221 bye");
          socket.end();
        } else say("250 ok");
      }
    });
    say("220 mailbox ESMTP");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  /** The first letter that is such a one, when it has come. */
  const letter = async (is) => {
    for (const began = Date.now(); Date.now() - began < WAITED_MS;) {
      const found = letters.find(is);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no such letter among ${JSON.stringify(letters.map((one) => one.to))}`);
  };
  return { port: server.address().port, letters, letter, close: () => server.close() };
}

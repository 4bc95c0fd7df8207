// Reads back what the product wrote: CSV, and the first sheet of an XLSX file (a ZIP of XML).
import { inflateRawSync } from "node:zlib";

/** Rows of cells; quoted cells may hold commas, quotes and line ends. */
export function readCsv(text) {
  const rows = [[]];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (text[at] === '"') at += 1;
        cell += text[at];
      }
      at += 1;
    } else {
      while (at < text.length && !",\r\n".includes(text[at])) cell += text[at++];
    }
    rows.at(-1).push(cell);
    if (text[at] === ",") at += 1;
    else {
      if (text[at] === "\r") at += 1;
      if (text[at] === "\n") at += 1;
      if (at < text.length) rows.push([]);
    }
  }
  return rows;
}

function unzip(bytes) {
  const files = new Map();
  // The directory stands at the end; a file's own header may not know its size yet.
  let at = bytes.readUInt32LE(bytes.lastIndexOf("PK\x05\x06", undefined, "latin1") + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [packed, names, extra, comment] = [
      bytes.readUInt32LE(at + 20),
      ...[28, 30, 32].map((o) => bytes.readUInt16LE(at + o)),
    ];
    const head = bytes.readUInt32LE(at + 42);
    const from = head + 30 + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28);
    const data = bytes.subarray(from, from + packed);
    const name = bytes.toString("utf8", at + 46, at + 46 + names);
    files.set(name, bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(data) : data);
    at += 46 + names + extra + comment;
  }
  return files;
}

const plain = (xml) =>
  [...xml.matchAll(/<t[^>]*>([^<]*)<\/t>/g)]
    .map((found) => found[1])
    .join("")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, "&");

/** Rows of cells as text; numbers as they are written in the file. */
export function readXlsx(bytes) {
  const files = unzip(bytes);
  const shared = [...(files.get("xl/sharedStrings.xml")?.toString() ?? "").matchAll(/<si>(.*?)<\/si>/gs)].map(
    (found) => plain(found[1]),
  );
  const sheet = files.get("xl/worksheets/sheet1.xml").toString();
  return [...sheet.matchAll(/<row[^>]*>(.*?)<\/row>/gs)].map(([, row]) =>
    [...row.matchAll(/<c([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, head, inner = ""]) => {
      const value = /<v>([^<]*)<\/v>/.exec(inner)?.[1];
      if (/t="s"/.test(head)) return shared[Number(value)];
      return value ?? plain(inner);
    }),
  );
}

// Reads back what was saved as XLSX: a zip archive of XML, of which a journey needs names and numbers.
import { inflateRawSync } from "node:zlib";

/** The files of a zip archive, by name, as text. */
function unzipped(bytes) {
  const files = new Map();
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
    const head = bytes.readUInt32LE(at + 42);
    const from = head + 30 + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28);
    const data = bytes.subarray(from, from + size);
    const file = bytes.subarray(at + 46, at + 46 + name).toString();
    files.set(file, (packed === 8 ? inflateRawSync(data) : data).toString());
    at += 46 + name + extra + comment;
  }
  return files;
}

const plain = (xml) =>
  xml
    .replace(/<[^>]+>/g, "")
    .replace(
      /&(lt|gt|amp|quot|apos);/g,
      (whole, name) => ({ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" })[name],
    );

/** Sheets in their order: `{ name, rows }`, each row a list of texts and numbers. */
export function sheetsOf(bytes) {
  const files = unzipped(bytes);
  const words = [...(files.get("xl/sharedStrings.xml") ?? "").matchAll(/<si>(.*?)<\/si>/gs)].map((one) =>
    plain(one[1]),
  );
  const names = [...files.get("xl/workbook.xml").matchAll(/<sheet name="([^"]*)"/g)].map((one) =>
    plain(one[1]),
  );
  return names.map((name, at) => {
    const xml = files.get(`xl/worksheets/sheet${at + 1}.xml`);
    const rows = [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map((row) =>
      [...row[1].matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, kind, inner = ""]) => {
        const value = /<v>(.*?)<\/v>/s.exec(inner)?.[1];
        if (value === undefined) return "";
        return kind.includes('t="s"') ? words[Number(value)] : Number(value);
      }),
    );
    return { name, rows };
  });
}

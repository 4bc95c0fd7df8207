// The weight of the first screen after sign-in: everything the entry and the list pull in before a row can
// be drawn. Over the limit, the build fails.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const LIMIT_KB = 350;
const FIRST_SCREEN = ["index.html", "src/resource/ListScreen.tsx"];
/** A reader needs one of them; the heavier counts. */
const LANGUAGES = ["src/words/english.ts", "src/words/chinese.ts"];

const dist = fileURLToPath(new URL("./dist/", import.meta.url));
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, "utf8"));

/** The files behind these parts, and all that they pull in. */
function filesOf(parts) {
  const files = new Set();
  const seen = new Set();
  const follow = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    if (!chunk) throw new Error(`${key} is not in the build: has the first screen moved?`);
    files.add(chunk.file);
    for (const next of chunk.imports ?? []) follow(next);
  };
  parts.forEach(follow);
  return files;
}
function weight(files) {
  let total = 0;
  for (const file of files) total += gzipSync(readFileSync(dist + file), { level: 9 }).length;
  return total / 1000;
}

const { files, kb } = LANGUAGES.map((language) => filesOf([...FIRST_SCREEN, language]))
  .map((files) => ({ files, kb: weight(files) }))
  .reduce((one, other) => (one.kb > other.kb ? one : other));
const line = `first screen: ${kb.toFixed(1)} kB of script, gzip, in ${files.size} files (limit ${LIMIT_KB} kB)`;
if (kb > LIMIT_KB) {
  console.error(`${line}: too heavy`);
  process.exit(1);
}
console.log(line);

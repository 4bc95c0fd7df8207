// What a build writes beside the page: the service worker, with the files that make the page by the names that the build gave
// them, and into the page's head where each language is.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Large and of no use without the server: fetched when they are wanted. */
const LEFT_OUT = /node_modules\/(echarts|zrender|pdfjs-dist)\//;
const LOOSE = ["/entry.js", "/mark.svg", "/en.webmanifest", "/zh.webmanifest", "/icons/icon-192.png"];

/**
 * Writes into the page which file each language is, so that `entry.js` can ask for the reader's while the page itself is
 * still on its way: nothing is drawn before it, and one is not to wait for the other.
 */
export function languageFiles(): Plugin {
  const LANGUAGES: Record<string, string> = { en: "words/english.ts", zh: "words/chinese.ts" };
  return {
    name: "language-files",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_, { bundle }) {
        return Object.entries(LANGUAGES).map(([locale, source]) => {
          const file = Object.values(bundle ?? {}).find(
            (one) => one.type === "chunk" && one.facadeModuleId?.endsWith(source),
          );
          if (!file) throw new Error(`the build has no ${source}`);
          return {
            tag: "meta",
            attrs: { name: `words-${locale}`, content: `/${file.fileName}` },
            // Before the script that reads them.
            injectTo: "head-prepend",
          };
        });
      },
    },
  };
}

export function offlineShell(): Plugin {
  return {
    name: "offline-shell",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const files = Object.values(bundle);
        const entry = files.find(
          (one) => one.type === "chunk" && one.isEntry && one.fileName.endsWith(".js"),
        );
        if (!entry) throw new Error("the build has no entry");
        const hashed = files
          .filter((one) =>
            one.type === "chunk"
              ? !Object.keys(one.modules).some((id) => LEFT_OUT.test(id))
              : /\.css$/.test(one.fileName),
          )
          .map((one) => `/${one.fileName}`)
          .sort();
        const source = readFileSync(at("./worker.js"), "utf8");
        const loose = LOOSE.map((path) => readFileSync(at(`./public${path}`)));
        const version = createHash("sha256").update(source).update(hashed.join());
        for (const bytes of loose) version.update(bytes);
        // The page itself is kept, too: a change of nothing but it is another version.
        version.update(readFileSync(at("./index.html")));
        const list = (paths: string[]) => paths.map((path) => JSON.stringify(path)).join(", ");
        this.emitFile({
          type: "asset",
          fileName: "worker.js",
          source: source
            .replace("%VERSION%", version.digest("hex").slice(0, 16))
            .replace("%ENTRY%", entry.fileName)
            .replace('"%HASHED%"', list(hashed))
            .replace('"%LOOSE%"', list(LOOSE)),
        });
      },
    },
  };
}

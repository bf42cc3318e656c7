// Builds what browsers load into ../wwwroot/dist: one hashed file per entry of src/*.ts and src/*.css, and icons.tsv
// (name and path data of the icons named in icons.txt), which the server embeds and draws inline.
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { PurgeCSS } from "purgecss";

const out = "../wwwroot/dist";

/** Keeps only the Tabler rules whose class names occur in a page, a component or a script. */
const tabler = {
  name: "tabler",
  setup(it) {
    it.onResolve({ filter: /^tabler$/ }, () => ({ path: "tabler", namespace: "tabler" }));
    it.onLoad({ filter: /.*/, namespace: "tabler" }, async () => {
      const [kept] = await new PurgeCSS().purge({
        content: ["../Pages/**/*.razor", "../Pages/**/*.cs", "src/**/*.ts"],
        css: ["node_modules/@tabler/core/dist/css/tabler.min.css"],
        defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
        safelist: ["html", "body"],
        variables: true,
        keyframes: true,
        fontFace: true,
      });
      return { contents: kept.css, loader: "css" };
    });
  },
};

async function icons() {
  const names = (await readFile("icons.txt", "utf8")).split("\n").map((n) => n.trim()).filter(Boolean);
  const rows = await Promise.all([...new Set(names)].sort().map(async (name) => {
    const file = name.startsWith("filled/") ? name : `outline/${name}`;
    const svg = await readFile(`node_modules/@tabler/icons/icons/${file}.svg`, "utf8").catch(() => {
      throw new Error(`icons.txt: there is no icon named ${name}.`);
    });
    const body = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
      .replace(/<path stroke="none"[^>]*\/>/g, "").replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>");
    return `${name}\t${body}`;
  }));
  await writeFile(`${out}/icons.tsv`, rows.join("\n") + "\n");
}

await rm(out, { recursive: true, force: true });
const entries = (await readdir("src", { withFileTypes: true }))
  .filter((f) => f.isFile() && /\.(ts|css)$/.test(f.name) && !f.name.endsWith(".d.ts")).map((f) => `src/${f.name}`);
await build({
  entryPoints: entries,
  entryNames: "[name]-[hash]",
  chunkNames: "chunk-[hash]",
  assetNames: "[name]-[hash]",
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  target: ["es2022", "chrome123", "firefox120", "safari17.5"],
  legalComments: "none",
  logLevel: "warning",
  plugins: [tabler],
});
await icons();

// Builds the page into the package: one script, one style sheet, and the licences of what is in them.
import { readFileSync, writeFileSync, existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../src/assurance_bot/local/static");
const banner = "/* Built by web/build.mjs; do not edit. Licences: LICENCES.txt beside this file. */";

const made = await build({
  absWorkingDir: here,
  entryPoints: [join(here, "page.jsx")],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2021",
  jsx: "automatic",
  charset: "ascii",
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
  banner: { js: banner },
  outfile: join(out, "page.js"),
  metafile: true,
});

const library = readFileSync(join(here, "node_modules/slack-blocks-to-jsx/dist/style.css"), "utf8");
writeFileSync(join(out, "page.css"), `${banner}\n${library}\n${readFileSync(join(here, "page.css"), "utf8")}`);

const packages = new Set();
for (const input of Object.keys(made.metafile.inputs)) {
  const found = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (found) packages.add(found[1]);
}
const notices = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const words = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), "utf8").trim() : "(no licence file in the package)";
  return `${name} ${version} (${license})\n\n${words}\n`;
});
writeFileSync(join(out, "LICENCES.txt"), `What page.js and page.css hold besides our own code.\n\n${notices.join(`\n${"-".repeat(72)}\n\n`)}`);
console.log(`built with ${packages.size} packages`);

// Whether BOSS has words for everything that an audit trail holds: node tools/audit-words.mjs ENTRIES.json, a list of
// {action, entity, before, after}. Prints what is missing, in either language; exit 1 when something is.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), "hesap-words-"));
const entry = join(folder, "entry.ts");
writeFileSync(entry, `export { unsaid } from "${web}/apps/boss/model/audit";
export { text } from "${web}/apps/boss/text";
export { setLang } from "${web}/lib/i18n";`);
const bundle = join(folder, "words.cjs");
execFileSync("esbuild", [entry, "--bundle", "--platform=node", "--format=cjs", "--jsx=automatic", "--preserve-symlinks",
  `--tsconfig=${web}/tsconfig.json`, "--loader:.css=empty", "--loader:.woff2=empty", `--outfile=${bundle}`,
  "--log-level=warning"], { cwd: web });
globalThis.localStorage = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
globalThis.document = { documentElement: { lang: "" } };
const { unsaid, text, setLang } = createRequire(import.meta.url)(bundle);
rmSync(folder, { recursive: true });

const entries = JSON.parse(readFileSync(process.argv[2], "utf8"));
const missing = new Map();
for (const lang of ["tr", "en"]) {
  setLang(lang);
  const t = text.now();
  const known = { lang, actions: t.actions, truths: t.truths, nameOf: () => "",
    codes: [t.roleNames, t.deviceKinds, t.papers, t.printFailures, t.allergenNames] };
  const miss = (what, where) => missing.set(`${lang}: ${what}`, where);
  for (const { action, entity, before, after } of entries) {
    if (!t.events[action]) miss(`event ${action}`, entity);
    if (!t.entities[entity]) miss(`entity ${entity}`, action);
    for (const what of unsaid(before, after, known)) miss(what, action);
  }
}
for (const [what, where] of missing) console.log(`${what} (${where})`);
console.log(`${entries.length} entries, ${missing.size} words missing`);
process.exit(missing.size > 0 ? 1 : 0);

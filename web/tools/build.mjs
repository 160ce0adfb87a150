// Builds every app: dist/<app>/{index.html, sw.js, manifest.webmanifest, icon.svg} and dist/assets/** with hashed
// names, each with a .br and a .gz beside it. Fails when an app is over its budget. Apps share no chunks: a device runs
// one of them, and what two of them have in common would come in many small files, each a request before the first paint.
//
//   node tools/build.mjs            release build
//   node tools/build.mjs --quick    no compression (for work on the screens)
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const quick = process.argv.includes("--quick");
const apps = readdirSync(join(root, "apps")).filter((app) => existsSync(join(root, "apps", app, "main.tsx"))).sort();

function bundle() {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  if (!existsSync(join(root, "node_modules/react"))) execFileSync("sh", ["tools/link.sh"], { cwd: root });
  return Object.assign({}, ...apps.map(bundleOne));
}

function bundleOne(app) {
  const options = ["--bundle", "--splitting", "--format=esm", "--minify", "--preserve-symlinks", "--jsx=automatic",
    "--charset=utf8", "--target=es2020,chrome87,safari14,firefox90", "--loader:.woff2=file", "--public-path=/assets/",
    "--define:process.env.NODE_ENV=\"production\"", "--entry-names=[dir]/[name]-[hash]", "--chunk-names=c/[name]-[hash]",
    "--asset-names=a/[name]-[hash]", "--outbase=apps", "--outdir=dist/assets", "--metafile=dist/meta.json",
    "--sourcemap=external", "--legal-comments=none", "--log-level=info", "--log-limit=0"];
  const log = execFileSync("esbuild", [`apps/${app}/main.tsx`, ...options], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  if (/warning/i.test(String(log))) throw new Error(`esbuild warned:\n${log}`);
  return JSON.parse(readFileSync(join(dist, "meta.json"), "utf8")).outputs;
}

/** The output of an app's entry, the chunks it needs before its first screen, and those it may ask for later. */
function graph(outputs, app) {
  const entry = Object.keys(outputs).find((name) => outputs[name].entryPoint === `apps/${app}/main.tsx` && name.endsWith(".js"));
  const first = new Set([entry]);
  const later = new Set();
  const walk = (name, lazy) => {
    for (const { path, kind } of outputs[name].imports) {
      const isLazy = lazy || kind === "dynamic-import";
      const into = isLazy ? later : first;
      if (!outputs[path] || into.has(path)) continue;
      into.add(path);
      walk(path, isLazy);
    }
  };
  walk(entry, false);
  for (const name of first) later.delete(name);
  const style = Object.keys(outputs).find((name) => name.startsWith(`dist/assets/${app}/main-`) && name.endsWith(".css"));
  return { entry, first: [...first], later: [...later].filter((name) => name.endsWith(".js")), style };
}

const url = (name) => name.replace(/^dist/, "");
const bytes = (name) => readFileSync(join(root, name));
const zipped = (name) => gzipSync(bytes(name), { level: 9 }).length;

/** The icon lies among the hashed assets, so that every address of the app finds it. */
function iconOf(app) {
  const drawing = readFileSync(join(root, "apps", app, "icon.svg"));
  const name = `dist/assets/${app}/icon-${createHash("sha256").update(drawing).digest("hex").slice(0, 8)}.svg`;
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), drawing);
  return name;
}

/**
 * The name is painted as soon as the style is there, while the script is still on its way. The font is not asked for
 * ahead, nor by the name: its bytes would come before the scripts'.
 */
function html(app, about, parts, icon) {
  const chunks = parts.first.filter((name) => name !== parts.entry);
  const head = [
    `<meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">`,
    `<title>${about.name}</title>`,
    `<meta name="theme-color" content="${about.dark ? "#0B0E13" : "#FFFFFF"}">`,
    parts.style && `<link rel="stylesheet" href="${url(parts.style)}">`,
    ...chunks.map((name) => `<link rel="modulepreload" href="${url(name)}">`),
    `<link rel="icon" href="${url(icon)}" type="image/svg+xml">`,
    `<script type="module" src="${url(parts.entry)}"></script>`,
  ].filter(Boolean);
  const theme = about.dark ? ` data-theme="dark"` : "";
  const noscript = `<noscript>Hesap JavaScript ister. / Hesap needs JavaScript.</noscript>`;
  return `<!doctype html>\n<html lang="tr" data-app="${app}"${theme}>\n<head>\n${head.join("\n")}\n</head>\n` +
    `<body>\n<div id="app"><p class="splash">Hesap</p></div>\n${noscript}\n</body>\n</html>\n`;
}

function manifest(app, about, icon) {
  return JSON.stringify({
    id: `/${app}/`, name: `Hesap ${about.name}`, short_name: about.name, start_url: "./", scope: "./", lang: "tr",
    display: "fullscreen", display_override: ["fullscreen", "standalone"], orientation: about.orientation ?? "any",
    background_color: about.dark ? "#0B0E13" : "#F4F5F7", theme_color: about.dark ? "#0B0E13" : "#FFFFFF",
    icons: [{ src: url(icon), sizes: "any", type: "image/svg+xml", purpose: "any" }],
  }, null, 1) + "\n";
}

function worker(app, parts, font, icon, page) {
  const names = [...parts.first, ...parts.later, parts.style, font, icon].filter(Boolean);
  const files = ["./", ...names.map(url)];
  const version = createHash("sha256").update(page).update(files.join("\n")).digest("hex").slice(0, 12);
  const template = readFileSync(join(root, "tools/sw.tpl.js"), "utf8");
  return template.replace("__APP__", app).replace("__VERSION__", version).replace("__FILES__", JSON.stringify(files));
}

function budget(app, parts) {
  const limits = JSON.parse(readFileSync(join(root, "tools/budgets.json"), "utf8"))[app];
  const js = parts.first.reduce((sum, name) => sum + zipped(name), 0);
  const css = parts.style ? zipped(parts.style) : 0;
  console.log(`${app.padEnd(11)} first JS ${js} B gz (limit ${limits?.js ?? "–"}), CSS ${css} B gz (limit ${limits?.css ?? "–"})`);
  if (!limits) throw new Error(`tools/budgets.json has no line for ${app}`);
  if (js > limits.js || css > limits.css) throw new Error(`${app} is over its budget`);
  return { app, js, css };
}

function write(app, outputs, font) {
  const about = JSON.parse(readFileSync(join(root, "apps", app, "app.json"), "utf8"));
  const parts = graph(outputs, app);
  const icon = iconOf(app);
  const page = html(app, about, parts, icon);
  const out = join(dist, app);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "index.html"), page);
  if (about.worker) {
    writeFileSync(join(out, "manifest.webmanifest"), manifest(app, about, icon));
    writeFileSync(join(out, "sw.js"), worker(app, parts, font, icon, page));
  }
  return budget(app, parts);
}

/** Styles of lazily loaded parts are nobody's to load: they must be in an app's own style sheet already. */
function dropStrays(outputs) {
  const styles = Object.keys(outputs).filter((name) => name.endsWith(".css"));
  const isMain = (name) => /\/main-[^/]+\.css$/.test(name);
  const loaded = new Set(styles.filter(isMain).flatMap((name) => Object.keys(outputs[name].inputs)));
  for (const name of styles.filter((one) => !isMain(one))) {
    const missing = Object.keys(outputs[name].inputs).filter((input) => !loaded.has(input));
    if (missing.length > 0) throw new Error(`${missing} is only in a lazy part: import it in the app's main.tsx too`);
    rmSync(join(root, name));
    rmSync(join(root, `${name}.map`), { force: true });
  }
}

function compress(folder) {
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name);
    if (item.isDirectory()) compress(path);
    else if (/\.(js|css|html|svg|webmanifest)$/.test(item.name)) {
      const content = readFileSync(path);
      const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
      writeFileSync(`${path}.br`, brotliCompressSync(content, { params: quality }));
      writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
    }
  }
}

const outputs = bundle();
dropStrays(outputs);
const font = Object.keys(outputs).find((name) => name.endsWith(".woff2"));
const sizes = apps.map((app) => write(app, outputs, font));
const fontLimit = JSON.parse(readFileSync(join(root, "tools/budgets.json"), "utf8")).font;
if (font && bytes(font).length > fontLimit) throw new Error(`${basename(font)} is over ${fontLimit} bytes`);
writeFileSync(join(dist, "sizes.json"), JSON.stringify(sizes, null, 1) + "\n");
if (!quick) compress(dist);

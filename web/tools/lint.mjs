// The rules of the screens that eslint cannot see, read with the TypeScript compiler: no `any`, no untranslated word
// in JSX, no colour in `style`, no clickable thing that is not a button, link or field, the arrows between folders,
// functions of at most 60 lines (a store or client maker may be longer), files of at most 250, 120 columns, no tabs and no blanks at line ends.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const ts = createRequire(import.meta.url)("/usr/share/nodejs/typescript");
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const columns = 120;
const functionLines = 60;
const fileLines = 250;
const isLong = (file) => /^lib\/api\.(types|gen)\.ts$/.test(file);
const wordless = new Set(["kit/icons.tsx"]);
const pressable = new Set(["button", "a", "input", "select", "textarea", "summary", "label", "option"]);

/** Which folders a folder may import. */
const arrows = {
  lib: ["lib"],
  kit: ["kit", "lib/i18n", "lib/format", "lib/store"],
  shell: ["shell", "kit", "lib"],
};

const faults = [];
const fault = (file, line, text) => faults.push(`${file}:${line + 1}: ${text}`);

function files(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((item) => {
    const path = join(folder, item.name);
    if (item.isDirectory()) return files(path);
    return /\.(tsx?|css)$/.test(item.name) ? [path] : [];
  });
}

function checkText(file, text) {
  const lines = text.split("\n");
  const isGenerated = file === "lib/api.gen.ts";
  lines.forEach((line, index) => {
    if (!isGenerated && !/\.css$|^tests\//.test(file) && line.length > columns) fault(file, index, `${line.length} columns, at most ${columns}`);
    if (line.includes("\t")) fault(file, index, "a tab");
    if (/\s$/.test(line)) fault(file, index, "blanks at the line's end");
  });
  if (!text.endsWith("\n") || text.endsWith("\n\n")) fault(file, lines.length - 1, "end with exactly one line break");
  if (/\.tsx?$/.test(file) && lines.length > fileLines && !isLong(file)) {
    fault(file, 0, `${lines.length} lines, at most ${fileLines}`);
  }
}

/** "lib/store" of an import as written in a file. */
function target(file, written) {
  if (written.startsWith(".")) return relative(root, join(root, dirname(file), written));
  const alias = written.match(/^@(kit|lib|shell)\/(.*)$/);
  return alias ? `${alias[1]}/${alias[2]}` : null;
}

function checkImport(file, written, line) {
  const to = target(file, written);
  if (to === null) return;
  const [home, app] = file.split("/");
  if (home === "apps") {
    if (to.startsWith("apps/") && to.split("/")[1] !== app) fault(file, line, `an app may not import another: ${written}`);
    return;
  }
  const allowed = arrows[home] ?? [];
  const isAllowed = allowed.some((place) => to === place || to.startsWith(`${place}/`));
  if (!isAllowed) fault(file, line, `${home} may not import ${written}`);
}

function checkElement(file, node, lineOf) {
  const tag = node.tagName.getText();
  for (const attribute of node.attributes.properties) {
    const name = attribute.name?.getText();
    if (name === "onClick" && /^[a-z]/.test(tag) && !pressable.has(tag)) {
      fault(file, lineOf(attribute), `onClick on <${tag}>: use a button`);
    }
    if (name === "style" && /colou?r|background|#[0-9a-fA-F]{3}/i.test(attribute.getText())) {
      fault(file, lineOf(attribute), "a colour in style: use a class and a token");
    }
    const isSpoken = ["aria-label", "title", "placeholder", "alt"].includes(name);
    if (isSpoken && attribute.initializer?.kind === ts.SyntaxKind.StringLiteral && /\p{L}{2}/u.test(attribute.initializer.text)) {
      fault(file, lineOf(attribute), `untranslated ${name}`);
    }
  }
}

function checkNode(file, node, lineOf) {
  if (node.kind === ts.SyntaxKind.AnyKeyword) fault(file, lineOf(node), "any");
  if (ts.isImportDeclaration(node)) checkImport(file, node.moduleSpecifier.text, lineOf(node));
  const isLazy = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  if (isLazy && ts.isStringLiteral(node.arguments[0])) checkImport(file, node.arguments[0].text, lineOf(node));
  if (ts.isJsxText(node) && /\p{L}{2}/u.test(node.text) && !wordless.has(file)) {
    fault(file, lineOf(node), `untranslated: ${node.text.trim()}`);
  }
  if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) checkElement(file, node, lineOf);
  if (ts.isFunctionLike(node) && node.body) {
    const lines = node.getSourceFile().getLineAndCharacterOfPosition(node.end).line - lineOf(node) + 1;
    const isMaker = /^(create|make)[A-Z]/.test(node.name?.getText() ?? "");
    if (lines > functionLines && !isMaker) fault(file, lineOf(node), `a function of ${lines} lines, at most ${functionLines}`);
  }
  ts.forEachChild(node, (child) => checkNode(file, child, lineOf));
}

for (const file of ["apps", "kit", "lib", "shell", "tests"].flatMap(files)) {
  const text = readFileSync(join(root, file), "utf8");
  checkText(file, text);
  if (!/\.tsx?$/.test(file) || file.startsWith("tests/")) continue;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2021, true, file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  checkNode(file, source, (node) => source.getLineAndCharacterOfPosition(node.getStart(source)).line);
}
for (const line of faults) console.error(line);
console.log(`lint: ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);

// Makes lib/api.gen.ts from the server's OpenAPI document: one type per schema, one function per operation. A function
// only describes its call, so an app ships those that it uses and the queue can keep one for later.
//
//   node tools/openapi-ts.mjs openapi.json > lib/api.gen.ts
//   node tools/openapi-ts.mjs openapi.json --check lib/api.gen.ts     exit 1 when the file is not the same
import { readFileSync } from "node:fs";

const [source, mode, kept] = process.argv.slice(2);
if (!source) {
  console.error("usage: openapi-ts.mjs openapi.json [--check lib/api.gen.ts]");
  process.exit(64);
}
const document = JSON.parse(readFileSync(source, "utf8"));
const methods = ["get", "post", "put", "patch", "delete"];

/** Longer lists (currencies, time zones) are texts to a screen. */
const mostChoices = 60;

const typeName = (name) => name.replace(/(^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, __, letter) => letter.toUpperCase());
const functionName = (id) => {
  const joined = id.replace(/[^A-Za-z0-9]+([A-Za-z0-9])/g, (_, letter) => letter.toUpperCase());
  return joined[0].toLowerCase() + joined.slice(1);
};
const property = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));
const refName = (ref) => typeName(decodeURIComponent(ref.split("/").pop()));

function resolve(node) {
  if (!node?.$ref) return node;
  return node.$ref.slice(2).split("/").reduce((at, key) => at[key.replace(/~1/g, "/").replace(/~0/g, "~")], document);
}

function objectType(schema, indent) {
  const required = new Set(schema.required ?? []);
  const inner = `${indent}  `;
  const rows = Object.entries(schema.properties ?? {}).map(([name, value]) => {
    const says = value.description ? `${inner}/** ${value.description.replace(/\s+/g, " ").replace(/\*\//g, "")} */\n` : "";
    return `${says}${inner}${property(name)}${required.has(name) ? "" : "?"}: ${type(value, inner)};`;
  });
  const rest = schema.additionalProperties;
  if (rest && typeof rest === "object") rows.push(`${inner}[key: string]: ${rows.length ? "unknown" : type(rest, inner)};`);
  else if (rest === true || rows.length === 0) rows.push(`${inner}[key: string]: unknown;`);
  return `{\n${rows.join("\n")}\n${indent}}`;
}

const arrayType = (item) => (/^[\w.]+$/.test(item) ? `${item}[]` : `Array<${item}>`);

function plainType(name, schema, indent) {
  switch (name) {
    case "string": return "string";
    case "integer":
    case "number": return "number";
    case "boolean": return "boolean";
    case "null": return "null";
    case "array": return arrayType(type(schema.items ?? {}, indent));
    case "object": return objectType(schema, indent);
    default: return "unknown";
  }
}

/** The TypeScript of a schema. */
function type(schema, indent = "") {
  if (schema === true || !schema) return "unknown";
  if (schema.$ref) return refName(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum && schema.enum.length > mostChoices) return "string";
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const union = schema.oneOf ?? schema.anyOf;
  if (union) return [...new Set(union.map((one) => type(one, indent)))].join(" | ");
  if (schema.allOf) return schema.allOf.map((one) => type(one, indent)).join(" & ");
  const names = Array.isArray(schema.type) ? schema.type : [schema.type ?? (schema.properties ? "object" : "unknown")];
  const all = names.map((name) => plainType(name, schema, indent));
  return all.length === 1 ? all[0] : [...new Set(all)].join(" | ");
}

function schemas() {
  return Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => {
    const says = schema.description ? `/** ${schema.description.replace(/\s+/g, " ").replace(/\*\//g, "")} */\n` : "";
    const isObject = (schema.type === "object" || schema.properties) && !schema.oneOf && !schema.anyOf && !schema.allOf;
    if (isObject) return `${says}export interface ${typeName(name)} ${objectType(schema, "")}\n`;
    return `${says}export type ${typeName(name)} = ${type(schema)};\n`;
  });
}

const jsonOf = (holder) => Object.entries(holder?.content ?? {}).find(([kind]) => /\bjson\b/.test(kind) && !/problem/.test(kind))?.[1];

function answerType(operation) {
  const good = Object.entries(operation.responses ?? {}).filter(([status]) => /^2/.test(status)).map(([, one]) => resolve(one));
  const types = good.map((one) => jsonOf(one)?.schema).filter(Boolean).map((schema) => type(schema));
  return types.length ? [...new Set(types)].join(" | ") : "unknown";
}

const isEmpty = (schema) => schema?.type === "object" && Object.keys(schema.properties ?? {}).length === 0
  && schema.additionalProperties === false;

function operationOf(path, method, operation, shared) {
  const parameters = [...(shared ?? []), ...(operation.parameters ?? [])].map(resolve);
  const inPath = parameters.filter((one) => one.in === "path");
  const inQuery = parameters.filter((one) => one.in === "query");
  const fields = [...inPath, ...inQuery].map((one) => {
    const mark = one.in === "path" || one.required ? "" : "?";
    return `${property(one.name)}${mark}: ${type(one.schema)}`;
  });
  const asked = jsonOf(resolve(operation.requestBody));
  const body = asked && !isEmpty(resolve(asked.schema)) ? asked : undefined;
  const needsPlace = inPath.length > 0 || inQuery.some((one) => one.required);
  const given = [];
  if (fields.length) given.push(`a: { ${fields.join("; ")} }${needsPlace ? "" : " = {}"}`);
  if (body) given.push(`body: ${type(body.schema)}`);
  const address = path.replace(/\{([^}]+)\}/g, (_, name) => `\${enc(a[${JSON.stringify(name)}])}`);
  const query = inQuery.length ? `\${query({ ${inQuery.map((one) => `${property(one.name)}: a[${JSON.stringify(one.name)}]`).join(", ")} })}` : "";
  const says = operation.summary ? `/** ${operation.summary.replace(/\*\//g, "")} */\n` : "";
  return `${says}export const ${functionName(operation.operationId)} = (${given.join(", ")}): Call<${answerType(operation)}> => (\n` +
    `  { method: "${method.toUpperCase()}", path: \`${address}${query}\`${body ? ", body" : method === "get" ? "" : ", body: {}"} });\n`;
}

function operations() {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.filter((method) => item[method]?.operationId).map((method) => operationOf(path, method, item[method], item.parameters)));
}

const text = `// Generated by tools/openapi-ts.mjs from the server's openapi.json. Do not edit.
import { Call } from "./api";

const enc = (value: string | number) => encodeURIComponent(String(value));

function query(fields: Record<string, string | number | boolean | undefined>): string {
  const pairs = Object.entries(fields).filter(([, value]) => value !== undefined);
  return pairs.length ? "?" + pairs.map(([name, value]) => \`\${name}=\${encodeURIComponent(String(value))}\`).join("&") : "";
}

${schemas().join("\n")}
${operations().join("\n")}`;

if (mode === "--check") {
  const isSame = readFileSync(kept, "utf8") === text;
  if (!isSame) console.error(`${kept} is not what ${source} gives: run tools/openapi-ts.mjs again`);
  process.exit(isSame ? 0 : 1);
}
process.stdout.write(text);

// What an audit entry has changed: before and after as rows of fields that differ.
export interface ChangedField {
  path: string;
  before: string;
  after: string;
}

type Fields = Map<string, string>;

function written(value: unknown): string {
  return value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}

function nameOf(value: unknown, index: number): string {
  const fields = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const id = fields.name ?? fields.id ?? fields.kind;
  return typeof id === "string" ? id.slice(0, 24) : String(index + 1);
}

function collect(value: unknown, path: string, fields: Fields): void {
  if (Array.isArray(value)) {
    if (value.length === 0) fields.set(path, "");
    value.forEach((one, index) => collect(one, `${path}[${nameOf(one, index)}]`, fields));
  } else if (typeof value === "object" && value !== null) {
    for (const [key, one] of Object.entries(value)) collect(one, path ? `${path}.${key}` : key, fields);
  } else fields.set(path, written(value));
}

function fieldsOf(value: unknown): Fields {
  const fields: Fields = new Map();
  if (value !== null && value !== undefined) collect(value, "", fields);
  return fields;
}

/** At most so many rows: an entry may hold a whole check. */
export const mostFields = 60;

export function changedFields(before: unknown, after: unknown): ChangedField[] {
  const [old, fresh] = [fieldsOf(before), fieldsOf(after)];
  const paths = [...new Set([...old.keys(), ...fresh.keys()])];
  return paths
    .map((path) => ({ path: path || "=", before: old.get(path) ?? "", after: fresh.get(path) ?? "" }))
    .filter((row) => row.before !== row.after)
    .slice(0, mostFields);
}

import { useState } from "react";
import { Button } from "@kit/Button";
import { Empty } from "@kit/Empty";
import { Field, Select } from "@kit/Field";
import { Sheet } from "@kit/Sheet";
import { Column, Table } from "@kit/Table";
import { AuditEntry, listAudit, listPeople, Person } from "@lib/api.office";
import { dayTime } from "@lib/format";
import { useLang } from "@lib/i18n";
import { changedFields, pathSaid, valueSaid } from "../model/audit";
import { useBranch, useRead } from "../office";
import { router } from "../routes";
import { text } from "../text";
import { Card, PageHead, Ready } from "./parts";
import { useKnown } from "./useKnown";
import { usePages } from "./usePages";

const isId = (typed: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(typed.trim());

function Changes({ entry }: { entry: AuditEntry }) {
  const t = text.useText();
  const rows = changedFields(entry.before, entry.after);
  const known = useKnown();
  const columns: Column<(typeof rows)[number]>[] = [
    { key: "path", head: t.field, cell: (row) => <span className="muted small b-path">{pathSaid(row, known)}</span> },
    { key: "before", head: t.before, cell: (row) => <span className="b-old">{valueSaid(row.before, known)}</span> },
    { key: "after", head: t.after, cell: (row) => <span className="b-new">{valueSaid(row.after, known)}</span> },
  ];
  if (rows.length === 0) return <Empty text={t.noChange} />;
  return <Table caption={t.what} rows={rows} columns={columns} rowKey={(row) => row.place} />;
}

interface EntrySheetProps {
  entry: AuditEntry;
  approver: string | undefined;
  onClose(): void;
}

function EntrySheet({ entry, approver, onClose }: EntrySheetProps) {
  const t = text.useText();
  const lang = useLang();
  const only = (
    <Button kind="outline" onClick={() => {
      onClose();
      router.go({ name: "audit", entity: entry.id });
    }}>{t.onlyThis}</Button>
  );
  return (
    <Sheet title={t.events[entry.action] ?? entry.action} onClose={onClose} foot={only}>
      <p>{[dayTime(entry.at, lang), entry.actor, approver && t.approvedBy(approver)].filter(Boolean).join(" · ")}</p>
      {entry.reason && <p className="strong">{`${t.reason}: ${entry.reason}`}</p>}
      <p className="muted small">{t.entities[entry.entity] ?? entry.entity}</p>
      <Changes entry={entry} />
    </Sheet>
  );
}

function Entries({ entries, people, onOpen }: { entries: readonly AuditEntry[]; people: readonly Person[];
  onOpen(entry: AuditEntry): void }) {
  const t = text.useText();
  const lang = useLang();
  const nameOf = (id: string | null | undefined) => people.find((one) => one.id === id)?.name;
  const columns: Column<AuditEntry>[] = [
    { key: "at", head: t.time, cell: (row) => <span className="b-when">{dayTime(row.at, lang)}</span> },
    { key: "who", head: t.who, cell: (row) => <>{row.actor}{nameOf(row.approver) && (
      <span className="muted small b-block">{t.approvedBy(nameOf(row.approver) ?? "")}</span>)}</> },
    { key: "what", head: t.what, cell: (row) => <span className="strong">{t.events[row.action] ?? row.action}</span> },
    { key: "entity", head: t.thing, wide: true, cell: (row) => t.entities[row.entity] ?? row.entity },
    { key: "reason", head: t.reason, wide: true, cell: (row) => row.reason },
  ];
  if (entries.length === 0) return <Empty text={t.noAudit} />;
  return (
    <Table caption={t.audit} rows={entries} columns={columns} rowKey={(row) => String(row.seq)} onOpen={onOpen}
      openLabel={(row) => t.show(`${t.events[row.action] ?? row.action} ${dayTime(row.at, lang)}`)} />
  );
}

interface FiltersProps {
  people: readonly Person[];
  person: string;
  entity: string;
  onPerson(person: string): void;
}

function Filters({ people, person, entity, onPerson }: FiltersProps) {
  const t = text.useText();
  const [typed, setTyped] = useState(entity);
  const look = (next: string) => {
    setTyped(next);
    if (next.trim() === "" || isId(next)) router.go({ name: "audit", entity: next.trim() }, "replace");
  };
  return (
    <div className="b-tools">
      <Select label={t.who} value={person} onChange={(event) => onPerson(event.target.value)}>
        <option value="">{t.everybody}</option>
        {people.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
      </Select>
      <Field label={t.subject} type="search" value={typed} spellCheck={false}
        onChange={(event) => look(event.target.value)} />
    </div>
  );
}

/** Who did what, the newest first; an entry shows what was before and after. */
export function AuditScreen({ entity }: { entity: string }) {
  const t = text.useText();
  const branch = useBranch();
  const [person, setPerson] = useState("");
  const [open, setOpen] = useState<AuditEntry | null>(null);
  const people = useRead("people", listPeople());
  const known = people.data?.items ?? [];
  const ask = { branch, limit: 50, ...(person ? { person } : {}), ...(entity ? { entity } : {}) };
  const pages = usePages(`audit ${branch} ${person} ${entity}`, (after) => listAudit(after ? { ...ask, after } : ask));
  return (
    <>
      <PageHead title={t.audit} />
      <Card title={t.audit}>
        <Filters people={known} person={person} entity={entity} onPerson={setPerson} />
        <Ready of={pages.first}>{() => <Entries entries={pages.items} people={known} onOpen={setOpen} />}</Ready>
        {pages.more && <Button kind="outline" wide busy={pages.busy} onClick={pages.more}>{t.more}</Button>}
      </Card>
      {open && (
        <EntrySheet entry={open} approver={known.find((one) => one.id === open.approver)?.name}
          onClose={() => setOpen(null)} />
      )}
    </>
  );
}

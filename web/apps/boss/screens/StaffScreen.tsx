import { useState } from "react";
import { Button } from "@kit/Button";
import { Chip } from "@kit/Chip";
import { PlusIcon } from "@kit/icons";
import { Column, Table } from "@kit/Table";
import { Tab, Tabs } from "@kit/Tabs";
import { listPeople, listRoles, Person, Role } from "@lib/api.office";
import { compare } from "@lib/format";
import { session } from "@lib/session";
import { inOrder } from "../model/grants";
import { useRead } from "../office";
import { router, StaffTab } from "../routes";
import { text } from "../text";
import { GrantsTable } from "./GrantsTable";
import { PageHead, Ready } from "./parts";
import { PersonSheet } from "./PersonSheet";
import { useRoleName } from "./useRoleName";

function State({ person }: { person: Person }) {
  const t = text.useText();
  return person.disabled ? <Chip tone="bad">{t.disabled}</Chip> : <Chip tone="ok">{t.active}</Chip>;
}

function People({ people, roles, onOpen }: { people: readonly Person[]; roles: readonly Role[];
  onOpen(person: Person): void }) {
  const t = text.useText();
  const roleName = useRoleName();
  const branches = session.useSel((state) => state.me?.branches) ?? [];
  const placesOf = (person: Person) => (person.branches?.length
    ? person.branches.map((id) => branches.find((one) => one.id === id)?.name).filter(Boolean).join(", ") : t.all);
  const rows = [...people].sort((a, b) => Number(a.disabled) - Number(b.disabled) || compare(a.name, b.name));
  const columns: Column<Person>[] = [
    { key: "name", head: t.name, cell: (row) => <span className="strong">{row.name}</span> },
    { key: "role", head: t.role, cell: (row) => roleName(roles.find((one) => one.id === row.role)
      ?? { id: row.role, name: row.role }) },
    { key: "email", head: t.email, wide: true, cell: (row) => row.email },
    { key: "branches", head: t.branches, wide: true, cell: placesOf },
    { key: "pin", head: t.pin, wide: true,
      cell: (row) => (row.hasPin ? t.hasPin : <span className="warn">{t.noPin}</span>) },
    { key: "state", head: t.state, cell: (row) => <State person={row} /> },
  ];
  return (
    <Table caption={t.people} rows={rows} columns={columns} rowKey={(row) => row.id} onOpen={onOpen}
      openLabel={(row) => t.edit(row.name)} />
  );
}

function PeoplePart({ roles }: { roles: readonly Role[] }) {
  const t = text.useText();
  const read = useRead("people", listPeople());
  const [open, setOpen] = useState<string | null>(null);
  return (
    <section className="card b-card">
      <div className="b-tools">
        <Button kind="primary" icon={<PlusIcon />} onClick={() => setOpen("new")}>{t.newPerson}</Button>
      </div>
      <Ready of={read}>
        {(page) => <People people={page.items} roles={roles} onOpen={(one) => setOpen(one.id)} />}
      </Ready>
      {open !== null && (
        <PersonSheet key={open} person={read.data?.items.find((one) => one.id === open) ?? null} roles={roles}
          again={read.again} onClose={() => setOpen(null)} />
      )}
    </section>
  );
}

/** People and what their roles may do. */
export function StaffScreen({ tab }: { tab: StaffTab }) {
  const t = text.useText();
  const read = useRead("roles", listRoles());
  const tabs = (["people", "roles"] as const).map((value): Tab<StaffTab> => ({ value, label: t.staffTabs[value] }));
  return (
    <>
      <PageHead title={t.staff} />
      <Tabs label={t.staff} items={tabs} value={tab} onChange={(next) => router.go({ name: "staff", tab: next })} />
      <Ready of={read}>
        {(page) => (tab === "people" ? <PeoplePart roles={inOrder(page.items)} />
          : <GrantsTable roles={inOrder(page.items)} take={(roles) => read.take({ ...page, items: roles })} />)}
      </Ready>
    </>
  );
}

import { useState } from "react";
import { Button } from "@kit/Button";
import { Chip } from "@kit/Chip";
import { PlusIcon } from "@kit/icons";
import { Column, Table } from "@kit/Table";
import { EditedGroup } from "@lib/api.menu";
import { named, useLang } from "@lib/i18n";
import { text } from "../text";
import { GroupSheet } from "./GroupSheet";
import type { MenuPartProps } from "./MenuScreen";

/** Groups of options with their rule and who uses them. */
export function GroupsPart({ menu, read }: MenuPartProps) {
  const t = text.useText();
  const lang = useLang();
  const [open, setOpen] = useState<string | null>(null);
  const rows = [...menu.groups].sort((a, b) => Number(a.archived) - Number(b.archived) || a.position - b.position);
  const users = (id: string) => menu.products.filter((one) => !one.archived && one.groups.includes(id)).length;
  const columns: Column<EditedGroup>[] = [
    { key: "name", head: t.groups, cell: (row) => <><span className="strong">{named(row.name, lang)}</span>
      {row.archived && <> <Chip>{t.archived}</Chip></>}</> },
    { key: "rule", head: t.kind, cell: (row) => t.rule(row.min, row.max) },
    { key: "options", head: t.options, wide: true,
      cell: (row) => row.options.map((one) => named(one.name, lang)).join(", ") },
    { key: "users", head: t.menuTabs.products, right: true, cell: (row) => users(row.id) },
  ];
  return (
    <section className="card b-card">
      <div className="b-tools">
        <Button kind="primary" icon={<PlusIcon />} onClick={() => setOpen("new")}>{t.newGroup}</Button>
      </div>
      <Table caption={t.menuTabs.groups} rows={rows} columns={columns} rowKey={(row) => row.id}
        onOpen={(row) => setOpen(row.id)} openLabel={(row) => t.edit(named(row.name, lang))} />
      {open !== null && (
        <GroupSheet key={open} group={menu.groups.find((one) => one.id === open) ?? null} position={rows.length + 1}
          again={read.again} onClose={() => setOpen(null)} />
      )}
    </section>
  );
}

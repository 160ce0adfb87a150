import { useState } from "react";
import { Button } from "@kit/Button";
import { Field, Select } from "@kit/Field";
import { archiveTable, changeTable } from "@lib/api.office";
import { FloorTable, FloorView } from "@lib/api.types";
import { changeOf, formOfTable } from "../model/floor";
import { Faults } from "../model/form";
import { useBranch } from "../office";
import { text } from "../text";
import { Sure } from "./Archive";
import { SaveProblem } from "./parts";
import { said } from "./ProductFields";
import { useSave } from "./useSave";

interface TablePanelProps {
  table: FloorTable;
  floors: FloorView["floors"];
  onSaved(table: FloorTable): void;
  again(): void;
}

const numbers = ["x", "y", "width", "height"] as const;

/** The chosen table in figures: everything that can be dragged can be typed, too. */
export function TablePanel({ table, floors, onSaved, again }: TablePanelProps) {
  const t = text.useText();
  const branch = useBranch();
  const [form, setForm] = useState(() => formOfTable(table));
  const [faults, setFaults] = useState<Faults>({});
  const { busy, problem, save } = useSave();
  const at = { branch, table: table.id };
  const { arranged } = table;
  const labels = { x: t.fromLeft, y: t.top, width: t.width, height: t.height };
  const change = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  const submit = async () => {
    const { change: wanted, faults: found } = changeOf(table, form);
    setFaults(found);
    if (Object.keys(found).length > 0 || Object.keys(wanted).length === 0) return;
    const saved = await save(changeTable(at, { arranged, ...wanted }));
    if (saved) onSaved(saved);
  };
  const archive = async () => {
    if ((await save(archiveTable(at, { arranged }))) !== null) again();
  };
  const isFree = table.state === "free";
  return (
    <section className="b-panel b-form" aria-label={t.tableTitle(table.name)}>
      <h2>{t.tableTitle(table.name)}</h2>
      {problem && <SaveProblem problem={problem} onReload={again} />}
      {!isFree && <p className="muted">{t.tableBusy}</p>}
      <div className="b-pair">
        <Field label={t.name} maxLength={24} value={form.name} error={said(faults, "name")} disabled={!isFree}
          onChange={(event) => change({ name: event.target.value })} />
        <Field label={t.seatsField} inputMode="numeric" maxLength={2} value={form.seats} error={said(faults, "seats")}
          onChange={(event) => change({ seats: event.target.value })} />
        <Select label={t.shape} value={form.shape}
          onChange={(event) => change({ shape: event.target.value === "round" ? "round" : "square" })}>
          {(["square", "round"] as const).map((one) => <option key={one} value={one}>{t.shapes[one]}</option>)}
        </Select>
        <Select label={t.floor} value={form.floor} onChange={(event) => change({ floor: event.target.value })}>
          {floors.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </Select>
        {numbers.map((field) => (
          <Field key={field} label={labels[field]} inputMode="numeric" maxLength={2} value={form[field]}
            error={said(faults, field)} onChange={(event) => change({ [field]: event.target.value })} />
        ))}
      </div>
      <Button kind="primary" busy={busy} onClick={() => void submit()}>{t.save}</Button>
      {isFree && <Sure label={t.retire} question={t.tableSure} busy={busy} onSure={() => void archive()} />}
    </section>
  );
}

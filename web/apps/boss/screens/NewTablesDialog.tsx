import { useState } from "react";
import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { Field, Select } from "@kit/Field";
import { addTables, Floor } from "@lib/api.office";
import { FloorTable } from "@lib/api.types";
import { spots, tableNames } from "../model/floor";
import { useBranch } from "../office";
import { text } from "../text";
import { SaveProblem } from "./parts";
import { useSave } from "./useSave";

interface NewTablesProps {
  floor: Floor;
  tables: readonly FloorTable[];
  onDone(): void;
  onClose(): void;
}

type Form = { names: string; seats: string; perRow: string; shape: FloorTable["shape"]; width: string; height: string };

const fresh: Form = { names: "", seats: "4", perRow: "6", shape: "square", width: "2", height: "2" };
const whole = (text: string, least: number, most: number) =>
  (/^\d{1,2}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : null);

/** The tables that a form asks for; null while it cannot be read. */
function draft(form: Form, tables: readonly FloorTable[]) {
  const names = tableNames(form.names);
  const [seats, perRow] = [whole(form.seats, 1, 99), whole(form.perRow, 1, 20)];
  const [width, height] = [whole(form.width, 1, 12), whole(form.height, 1, 12)];
  if (!names || !seats || !perRow || !width || !height) return null;
  const places = spots(tables, names.length, { width, height }, perRow);
  return places.map((place, at) => ({ ...place, name: names[at] ?? "", seats, shape: form.shape }));
}

/** One table or a whole row: their names in one line, their places found by themselves. */
export function NewTablesDialog({ floor, tables, onDone, onClose }: NewTablesProps) {
  const t = text.useText();
  const branch = useBranch();
  const [form, setForm] = useState(fresh);
  const { busy, problem, save } = useSave();
  const change = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));
  const wanted = draft(form, tables);
  const add = async () => {
    if (!wanted || (await save(addTables({ branch, floor: floor.id }, { tables: wanted }))) === null) return;
    onDone();
    onClose();
  };
  const number = (field: "seats" | "perRow" | "width" | "height", label: string) => (
    <Field label={label} inputMode="numeric" maxLength={2} value={form[field]}
      onChange={(event) => change({ [field]: event.target.value.replace(/\D/g, "") })} />
  );
  const isWrong = form.names.trim() !== "" && tableNames(form.names) === null;
  const foot = (
    <>
      <Button kind="outline" onClick={onClose}>{t.cancel}</Button>
      <Button kind="primary" busy={busy} disabled={!wanted} onClick={() => void add()}>
        {wanted ? `${t.addTables} · ${wanted.length}` : t.addTables}</Button>
    </>
  );
  return (
    <Dialog title={`${t.addTables} · ${floor.name}`} onClose={onClose} foot={foot}>
      <div className="b-form">
        {problem && <SaveProblem problem={problem} />}
        <Field label={t.tableNames} required value={form.names} hint={t.tableNamesHint} spellCheck={false}
          error={isWrong ? t.tableNamesFault : undefined} onChange={(event) => change({ names: event.target.value })} />
        <div className="b-pair">
          {number("seats", t.seatsField)}
          <Select label={t.shape} value={form.shape}
            onChange={(event) => change({ shape: event.target.value === "round" ? "round" : "square" })}>
            {(["square", "round"] as const).map((one) => <option key={one} value={one}>{t.shapes[one]}</option>)}
          </Select>
        </div>
        <div className="b-three">
          {number("perRow", t.perRow)}{number("width", t.width)}{number("height", t.height)}
        </div>
      </div>
    </Dialog>
  );
}

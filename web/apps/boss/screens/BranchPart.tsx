import { useState } from "react";
import { Button } from "@kit/Button";
import { Field, Select, TextArea } from "@kit/Field";
import { BranchDetails, changeBranch, readBranch } from "@lib/api.office";
import { changed, Faults } from "../model/form";
import { Loaded, useBranch, useRead } from "../office";
import { text } from "../text";
import { FirmPart, useMayFirm } from "./FirmPart";
import { Card, Ready, SaveProblem } from "./parts";
import { useSave } from "./useSave";

type Form = Pick<BranchDetails, "name" | "address" | "taxOffice" | "taxNumber" | "dayStart">;

const formOf = ({ name, address, taxOffice, taxNumber, dayStart }: BranchDetails): Form =>
  ({ name, address, taxOffice, taxNumber, dayStart });

const hours = Array.from({ length: 24 }, (_, hour) => hour * 60);
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** Ten figures are a firm's number, eleven a person's. */
const isTaxNumber = (text: string) => text === "" || /^\d{10,11}$/.test(text);

function Details({ branch, read }: { branch: BranchDetails; read: Loaded<BranchDetails> }) {
  const t = text.useText();
  const [form, setForm] = useState(() => formOf(branch));
  const [faults, setFaults] = useState<Faults>({});
  const { busy, problem, save } = useSave();
  const change = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));
  const wanted = changed(formOf(branch), { ...form, name: form.name.trim(), address: form.address.trim(),
    taxOffice: form.taxOffice.trim(), taxNumber: form.taxNumber.trim() });
  const submit = async () => {
    const isNumber = isTaxNumber(form.taxNumber.trim());
    setFaults({ ...(form.name.trim() === "" && { name: t.faults.required ?? "" }),
      ...(!isNumber && { taxNumber: t.taxNumberFault }) });
    if (form.name.trim() === "" || !isNumber) return;
    const saved = await save(changeBranch({ branch: branch.id }, { version: branch.version, ...wanted }));
    if (saved) read.take(saved);
  };
  const starts = hours.includes(form.dayStart) ? hours : [...hours, form.dayStart].sort((a, b) => a - b);
  return (
    <Card title={t.branchTitle} className="b-narrow">
      <div className="b-form">
        {problem && <SaveProblem problem={problem} onReload={read.again} />}
        <p className="muted">{t.branchNote}</p>
        <Field label={t.name} required maxLength={80} value={form.name} error={faults.name}
          onChange={(event) => change({ name: event.target.value })} />
        <TextArea label={t.addressField} hint={t.addressLines} rows={3} maxLength={200} value={form.address}
          onChange={(event) => change({ address: event.target.value })} />
        <div className="b-pair">
          <Field label={t.taxOffice} maxLength={60} value={form.taxOffice}
            onChange={(event) => change({ taxOffice: event.target.value })} />
          <Field label={t.taxNumber} inputMode="numeric" maxLength={11} value={form.taxNumber} error={faults.taxNumber}
            onChange={(event) => change({ taxNumber: event.target.value })} />
          <Select label={t.dayStart} hint={t.dayStartHint} value={form.dayStart}
            onChange={(event) => change({ dayStart: Number(event.target.value) })}>
            {starts.map((one) => <option key={one} value={one}>{clock(one)}</option>)}
          </Select>
          <Field label={t.timeZone} value={branch.timeZone} disabled />
        </div>
        <div><Button kind="primary" busy={busy} disabled={Object.keys(wanted).length === 0}
          onClick={() => void submit()}>{t.save}</Button></div>
      </div>
    </Card>
  );
}

/** What paper says of the branch, and when its business day begins. */
export function BranchPart() {
  const branch = useBranch();
  const read = useRead(`branch ${branch}`, readBranch({ branch }), ["branch"]);
  const mayFirm = useMayFirm();
  return (
    <div className="b-stack">
      <Ready of={read}>{(details) => <Details key={`${details.id} ${details.version}`} branch={details}
        read={read} />}</Ready>
      {mayFirm && <FirmPart />}
    </div>
  );
}

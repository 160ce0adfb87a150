import { useState } from "react";
import { Dialog } from "@kit/Dialog";
import { Field, Select, Switch } from "@kit/Field";
import { addPrinter, PrinterDraft, Station } from "@lib/api.office";
import { named } from "@lib/i18n";
import { useBranch } from "../office";
import { text } from "../text";
import { SaveFoot, SaveProblem } from "./parts";
import { useSave } from "./useSave";

interface PrinterDialogProps {
  stations: readonly Station[];
  onDone(): void;
  onClose(): void;
}

const fresh: PrinterDraft = { name: "", host: "", port: 9100, paper: "80", receipts: true, stations: [] };

/** A network printer: where it listens and what comes out of it. */
export function PrinterDialog({ stations, onDone, onClose }: PrinterDialogProps) {
  const t = text.useText();
  const branch = useBranch();
  const [form, setForm] = useState(fresh);
  const { busy, problem, save } = useSave();
  const change = (part: Partial<PrinterDraft>) => setForm((before) => ({ ...before, ...part }));
  const chosen = form.stations ?? [];
  const toggle = (id: string, isOn: boolean) =>
    change({ stations: isOn ? [...chosen, id] : chosen.filter((one) => one !== id) });
  const add = async () => {
    if ((await save(addPrinter({ branch }, form))) === null) return;
    onDone();
    onClose();
  };
  const isWhole = form.name.trim() !== "" && form.host.trim() !== "";
  const foot = <SaveFoot busy={busy} disabled={!isWhole} onClose={onClose} onSave={add} />;
  return (
    <Dialog title={t.newPrinter} onClose={onClose} foot={foot}>
      <div className="b-form">
        {problem && <SaveProblem problem={problem} />}
        <Field label={t.name} required value={form.name} onChange={(event) => change({ name: event.target.value })} />
        <div className="b-pair">
          <Field label={t.address} required hint={t.addressHint} value={form.host} spellCheck={false}
            onChange={(event) => change({ host: event.target.value.trim() })} />
          <Field label={t.port} inputMode="numeric" value={String(form.port)}
            onChange={(event) => change({ port: Number(event.target.value.replace(/\D/g, "")) || 0 })} />
        </div>
        <Select label={t.paper} value={form.paper}
          onChange={(event) => change({ paper: event.target.value === "58" ? "58" : "80" })}>
          {(["80", "58"] as const).map((one) => <option key={one} value={one}>{`${one} mm`}</option>)}
        </Select>
        <Switch label={t.receiptsWord} checked={form.receipts ?? false} onChange={(receipts) => change({ receipts })} />
        {stations.map((one) => (
          <Switch key={one.id} label={t.slipsOf(named(one.name))} checked={chosen.includes(one.id)}
            onChange={(isOn) => toggle(one.id, isOn)} />
        ))}
      </div>
    </Dialog>
  );
}

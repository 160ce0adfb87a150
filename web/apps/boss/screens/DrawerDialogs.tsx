import { useState } from "react";
import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { Field, Select } from "@kit/Field";
import { addDrawer, assignDrawer, OfficeDevice } from "@lib/api.office";
import { DrawerView } from "@lib/api.types";
import { useBranch } from "../office";
import { text } from "../text";
import { SaveProblem } from "./parts";
import { useSave } from "./useSave";

interface DeviceDrawerProps {
  device: OfficeDevice;
  drawers: readonly DrawerView[];
  onDone(): void;
  onClose(): void;
}

/** Which drawer the cash of a device goes into. */
export function DeviceDrawerDialog({ device, drawers, onDone, onClose }: DeviceDrawerProps) {
  const t = text.useText();
  const branch = useBranch();
  const [drawer, setDrawer] = useState(device.drawer ?? "");
  const { busy, problem, save } = useSave();
  const give = async () => {
    if ((await save(assignDrawer({ branch, device: device.id }, { drawer: drawer || null }))) === null) return;
    onDone();
    onClose();
  };
  const foot = (
    <>
      <Button kind="outline" onClick={onClose}>{t.cancel}</Button>
      <Button kind="primary" busy={busy} onClick={() => void give()}>{t.save}</Button>
    </>
  );
  return (
    <Dialog title={t.drawerOf(device.name)} size="s" onClose={onClose} foot={foot}>
      <div className="b-form">
        {problem && <SaveProblem problem={problem} />}
        <Select label={t.deviceDrawer} value={drawer} onChange={(event) => setDrawer(event.target.value)}>
          <option value="">{t.noOwnDrawer}</option>
          {drawers.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </Select>
        <p className="muted">{t.drawerNote}</p>
      </div>
    </Dialog>
  );
}

/** One more drawer for the branch. */
export function NewDrawerDialog({ onDone, onClose }: { onDone(): void; onClose(): void }) {
  const t = text.useText();
  const branch = useBranch();
  const [name, setName] = useState("");
  const { busy, problem, save } = useSave();
  const add = async () => {
    if ((await save(addDrawer({ branch }, { name: name.trim() }))) === null) return;
    onDone();
    onClose();
  };
  const foot = (
    <>
      <Button kind="outline" onClick={onClose}>{t.cancel}</Button>
      <Button kind="primary" busy={busy} disabled={name.trim() === ""} onClick={() => void add()}>{t.save}</Button>
    </>
  );
  return (
    <Dialog title={t.newDrawer} size="s" onClose={onClose} foot={foot}>
      <div className="b-form">
        {problem && <SaveProblem problem={problem} />}
        <Field label={t.name} required hint={t.drawerHint} value={name}
          onChange={(event) => setName(event.target.value)} />
      </div>
    </Dialog>
  );
}

import { useState } from "react";
import { Dialog } from "@kit/Dialog";
import { Field, Select } from "@kit/Field";
import { addDrawer, archiveDrawer, assignDrawer, OfficeDevice, renameDrawer } from "@lib/api.office";
import { DrawerView } from "@lib/api.types";
import { useBranch } from "../office";
import { text } from "../text";
import { Sure } from "./Archive";
import { NewNameDialog } from "./NewNameDialog";
import { SaveFoot, SaveProblem } from "./parts";
import { useSave } from "./useSave";

const nameMost = 60;

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
  const foot = <SaveFoot busy={busy} onClose={onClose} onSave={give} />;
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

/** A drawer's name; and, once it is closed, the end of its use. */
export function DrawerDialog({ drawer, onDone, onClose }: { drawer: DrawerView; onDone(): void; onClose(): void }) {
  const t = text.useText();
  const branch = useBranch();
  const [name, setName] = useState(drawer.name);
  const { busy, problem, save } = useSave();
  const at = { branch, drawer: drawer.id };
  const { version } = drawer;
  const end = () => {
    onDone();
    onClose();
  };
  const rename = async () => {
    if ((await save(renameDrawer(at, { name: name.trim(), version }))) !== null) end();
  };
  const archive = async () => {
    if ((await save(archiveDrawer(at, { version }))) !== null) end();
  };
  const foot = (
    <SaveFoot busy={busy} disabled={name.trim() === "" || name.trim() === drawer.name}
      onClose={onClose} onSave={rename} />
  );
  return (
    <Dialog title={drawer.name} size="s" onClose={onClose} foot={foot}>
      <div className="b-form">
        {problem && <SaveProblem problem={problem} onReload={end} />}
        <Field label={t.name} required maxLength={nameMost} value={name}
          onChange={(event) => setName(event.target.value)} />
        {drawer.session ? <p className="muted">{t.drawerIsOpen}</p> : (
          <Sure label={t.archiveDrawer} question={t.archiveDrawerSure} busy={busy} onSure={() => void archive()} />
        )}
      </div>
    </Dialog>
  );
}

/** One more drawer for the branch. */
export function NewDrawerDialog({ onDone, onClose }: { onDone(): void; onClose(): void }) {
  const t = text.useText();
  const branch = useBranch();
  return (
    <NewNameDialog title={t.newDrawer} hint={t.drawerHint} most={nameMost}
      call={(name) => addDrawer({ branch }, { name })} onDone={onDone} onClose={onClose} />
  );
}

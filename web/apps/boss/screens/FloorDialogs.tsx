import { useState } from "react";
import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { Field } from "@kit/Field";
import { DownIcon, UpIcon } from "@kit/icons";
import { addFloor, archiveFloor, Floor, orderFloors, renameFloor } from "@lib/api.office";
import { FloorView } from "@lib/api.types";
import { useBranch } from "../office";
import { text } from "../text";
import { Sure } from "./Archive";
import { swapped } from "./fields";
import { NewNameDialog } from "./NewNameDialog";
import { SaveFoot, SaveProblem } from "./parts";
import { useSave } from "./useSave";

const nameMost = 40;

/** One more floor for the branch. */
export function NewFloorDialog({ onDone, onClose }: { onDone(floor: Floor): void; onClose(): void }) {
  const t = text.useText();
  const branch = useBranch();
  return (
    <NewNameDialog title={t.newFloor} hint={t.floorHint} most={nameMost}
      call={(name) => addFloor({ branch }, { name })} onDone={onDone} onClose={onClose} />
  );
}

interface FloorDialogProps {
  floor: Floor;
  floors: FloorView["floors"];
  again(): void;
  onClose(): void;
}

/** A floor's name, its place among the others, the end of its use. */
export function FloorDialog({ floor, floors, again, onClose }: FloorDialogProps) {
  const t = text.useText();
  const branch = useBranch();
  const [name, setName] = useState(floor.name);
  const { busy, problem, save } = useSave();
  const at = { branch, floor: floor.id };
  const ids = floors.map((one) => one.id);
  const place = ids.indexOf(floor.id);
  const end = () => {
    again();
    onClose();
  };
  const after = async (call: Parameters<typeof save>[0]) => {
    if ((await save(call)) !== null) end();
  };
  const move = async (by: number) => {
    if ((await save(orderFloors({ branch }, { items: swapped(ids, place, place + by) }), true)) !== null) again();
  };
  const { version } = floor;
  const foot = (
    <SaveFoot busy={busy} disabled={name.trim() === "" || name.trim() === floor.name}
      onClose={onClose} onSave={() => after(renameFloor(at, { name: name.trim(), version }))} />
  );
  return (
    <Dialog title={floor.name} size="s" onClose={onClose} foot={foot}>
      <div className="b-form">
        {problem && <SaveProblem problem={problem} onReload={end} />}
        <Field label={t.name} required maxLength={nameMost} value={name}
          onChange={(event) => setName(event.target.value)} />
        <div className="row row-wrap">
          <Button kind="outline" icon={<UpIcon />} disabled={place <= 0} onClick={() => void move(-1)}>
            {t.earlier}</Button>
          <Button kind="outline" icon={<DownIcon />} disabled={place < 0 || place >= ids.length - 1}
            onClick={() => void move(1)}>{t.later}</Button>
        </div>
        <Sure label={t.retire} question={t.floorSure} busy={busy}
          onSure={() => void after(archiveFloor(at, { version }))} />
      </div>
    </Dialog>
  );
}

import { useState } from "react";
import { Dialog } from "@kit/Dialog";
import { Field } from "@kit/Field";
import { Call } from "@lib/api";
import { text } from "../text";
import { SaveFoot, SaveProblem } from "./parts";
import { useSave } from "./useSave";

interface NewNameProps<T> {
  title: string;
  hint: string;
  /** How long the name may be. */
  most: number;
  /** What adds it under this name. */
  call(name: string): Call<T>;
  onDone(added: T): void;
  onClose(): void;
}

/** One more of what begins with nothing but a name: a floor, a drawer. */
export function NewNameDialog<T>({ title, hint, most, call, onDone, onClose }: NewNameProps<T>) {
  const t = text.useText();
  const [name, setName] = useState("");
  const { busy, problem, save } = useSave();
  const add = async () => {
    const added = await save(call(name.trim()));
    if (added === null) return;
    onDone(added);
    onClose();
  };
  return (
    <Dialog title={title} size="s" onClose={onClose}
      foot={<SaveFoot busy={busy} disabled={name.trim() === ""} onClose={onClose} onSave={add} />}>
      <div className="b-form">
        {problem && <SaveProblem problem={problem} />}
        <Field label={t.name} required hint={hint} maxLength={most} value={name}
          onChange={(event) => setName(event.target.value)} />
      </div>
    </Dialog>
  );
}

import { useState } from "react";
import { Button } from "@kit/Button";
import { Field, Select } from "@kit/Field";
import { DownIcon, PlusIcon, TrashIcon, UpIcon } from "@kit/icons";
import { Sheet } from "@kit/Sheet";
import { addGroup, archiveGroup, changeGroup, EditedGroup, OptionKind } from "@lib/api.menu";
import { named } from "@lib/i18n";
import { newID } from "@lib/ids";
import { Faults } from "../model/form";
import { bodyOf, changeOfGroup, emptyOption, formOf, GroupForm, moved, newGroupForm, OptionForm } from "../model/group";
import { text } from "../text";
import { Sure } from "./Archive";
import { NameFields, Pick, Section } from "./fields";
import { SaveFoot, SaveProblem } from "./parts";
import { said } from "./ProductFields";
import { useSave } from "./useSave";

const kinds: readonly OptionKind[] = ["plain", "add", "remove"];

interface OptionProps {
  option: OptionForm;
  index: number;
  faults: Faults;
  onChange(option: OptionForm): void;
  onMove(by: -1 | 1): void;
  onRemove(): void;
}

function Option({ option, index, faults, onChange, onMove, onRemove }: OptionProps) {
  const t = text.useText();
  const name = option.name.tr || t.option;
  return (
    <li className="b-item">
      <NameFields value={option.name} error={said(faults, `option.${index}.name`)}
        onChange={(next) => onChange({ ...option, name: next })} />
      <div className="b-pair">
        <Select label={t.kind} value={option.kind}
          onChange={(event) => onChange({ ...option, kind: event.target.value as OptionKind })}>
          {kinds.map((kind) => <option key={kind} value={kind}>{t.optionKinds[kind]}</option>)}
        </Select>
        <Field label={t.price} inputMode="decimal" value={option.price} error={said(faults, `option.${index}.price`)}
          onChange={(event) => onChange({ ...option, price: event.target.value })} />
      </div>
      <div className="row">
        <span className="grow">
          <Pick label={t.chosen} checked={option.default} onChange={(isIn) => onChange({ ...option, default: isIn })} />
        </span>
        <Button kind="ghost" square icon={<UpIcon />} aria-label={`${t.up}: ${name}`} onClick={() => onMove(-1)} />
        <Button kind="ghost" square icon={<DownIcon />} aria-label={`${t.down}: ${name}`} onClick={() => onMove(1)} />
        <Button kind="ghost" square icon={<TrashIcon />} aria-label={`${t.remove}: ${name}`} onClick={onRemove} />
      </div>
    </li>
  );
}

interface PartProps {
  form: GroupForm;
  faults: Faults;
  set(change: Partial<GroupForm>): void;
}

function Options({ form, faults, set }: PartProps) {
  const t = text.useText();
  const { options } = form;
  const put = (index: number, option: OptionForm) =>
    set({ options: options.map((one, at) => (at === index ? option : one)) });
  return (
    <Section title={t.options}>
      {faults.options && <p className="bad">{said(faults, "options")}</p>}
      <ul className="b-items">
        {options.map((option, index) => (
          <Option key={option.id} option={option} index={index} faults={faults} onChange={(next) => put(index, next)}
            onMove={(by) => set({ options: moved(options, index, by) })}
            onRemove={() => set({ options: options.filter((one) => one.id !== option.id) })} />
        ))}
      </ul>
      <Button kind="outline" icon={<PlusIcon />} onClick={() => set({ options: [...options, emptyOption(newID())] })}>
        {t.addOption}
      </Button>
    </Section>
  );
}

function Rule({ form, faults, set }: PartProps) {
  const t = text.useText();
  const fields: [keyof GroupForm & ("min" | "max" | "free" | "position"), string][] =
    [["min", t.min], ["max", t.max], ["free", t.free], ["position", t.position]];
  return (
    <div className="b-pair">
      {fields.map(([field, label]) => (
        <Field key={field} label={label} inputMode="numeric" value={form[field]} error={said(faults, field)}
          onChange={(event) => set({ [field]: event.target.value })} />
      ))}
    </div>
  );
}

interface GroupSheetProps {
  group: EditedGroup | null;
  position: number;
  again(): void;
  onClose(): void;
}

/** An option group: how many may be chosen, and among what. */
export function GroupSheet({ group, position, again, onClose }: GroupSheetProps) {
  const t = text.useText();
  const [form, setForm] = useState<GroupForm>(() => (group ? formOf(group) : newGroupForm(position, newID())));
  const [faults, setFaults] = useState<Faults>({});
  const { busy, problem, save } = useSave();
  const close = () => {
    again();
    onClose();
  };
  const submit = async () => {
    const { body, faults: found } = bodyOf(form);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    const change = group && { ...changeOfGroup(group, body), version: group.version };
    if (await save(group && change ? changeGroup({ group: group.id }, change) : addGroup(body))) close();
  };
  const archive = async () => {
    if (group && (await save(archiveGroup({ group: group.id }, { version: group.version })))) close();
  };
  const part = { form, faults, set: (change: Partial<GroupForm>) => setForm((before) => ({ ...before, ...change })) };
  const foot = <SaveFoot busy={busy} onClose={onClose} onSave={submit} />;
  return (
    <Sheet title={group ? named(group.name) : t.newGroup} onClose={onClose} foot={foot}>
      <div className="b-form">
        {problem && <SaveProblem problem={problem} onReload={close} />}
        <NameFields value={form.name} error={said(faults, "name")} onChange={(name) => part.set({ name })} />
        <Rule {...part} />
        <Options {...part} />
        {group && !group.archived && (
          <Sure label={t.archive} question={t.archiveSure} busy={busy} onSure={() => void archive()} />
        )}
      </div>
    </Sheet>
  );
}

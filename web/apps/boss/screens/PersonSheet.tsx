import { FormEvent, useState } from "react";
import { Button } from "@kit/Button";
import { Field, Select } from "@kit/Field";
import { Sheet } from "@kit/Sheet";
import {
  addPerson, changePerson, disablePerson, enablePerson, Person, PersonDraft, Role, setPin, unlockPin,
} from "@lib/api.office";
import { Lang, languageNames } from "@lib/i18n";
import { session } from "@lib/session";
import { changed } from "../model/form";
import { text } from "../text";
import { Sure } from "./Archive";
import { Pick, Section, toggled } from "./fields";
import { SaveProblem } from "./parts";
import { useRoleName } from "./useRoleName";
import { useSave } from "./useSave";

interface PersonForm {
  name: string;
  role: string;
  language: Lang;
  branches: string[];
  email: string;
  pin: string;
  password: string;
}

const firstForm = (person: Person | null): PersonForm => ({
  name: person?.name ?? "", role: person?.role ?? "waiter", language: person?.language === "en" ? "en" : "tr",
  branches: person?.branches ?? [], email: "", pin: "", password: "",
});

/** What a new person is made of: fields that were left empty are left out. */
function draftOf({ name, role, language, branches, email, pin, password }: PersonForm): PersonDraft {
  const given = Object.entries({ email: email.trim(), pin, password }).filter(([, value]) => value !== "");
  const draft = { name: name.trim(), role, language, ...Object.fromEntries(given) };
  return branches.length > 0 ? { ...draft, branches } : draft;
}

interface PersonFieldsProps {
  form: PersonForm;
  isNew: boolean;
  roles: readonly Role[];
  set(change: Partial<PersonForm>): void;
}

function Fields({ form, isNew, roles, set }: PersonFieldsProps) {
  const t = text.useText();
  const roleName = useRoleName();
  const branches = session.useSel((state) => state.me?.branches) ?? [];
  return (
    <>
      <Field label={t.name} required maxLength={80} value={form.name} autoComplete="off"
        onChange={(event) => set({ name: event.target.value })} />
      <div className="b-pair">
        <Select label={t.role} value={form.role} onChange={(event) => set({ role: event.target.value })}>
          {roles.map((role) => <option key={role.id} value={role.id}>{roleName(role)}</option>)}
        </Select>
        <Select label={t.language} value={form.language}
          onChange={(event) => set({ language: event.target.value as Lang })}>
          <option value="tr">{languageNames.tr}</option><option value="en">{languageNames.en}</option>
        </Select>
      </div>
      {branches.length > 1 && (
        <Section title={t.onlyAt}>
          <p className="muted small b-wide">{t.onlyAtHint}</p>
          {branches.map((branch) => (
            <Pick key={branch.id} label={branch.name} checked={form.branches.includes(branch.id)}
              onChange={(isIn) => set({ branches: toggled(form.branches, branch.id, isIn) })} />
          ))}
        </Section>
      )}
      {isNew && (
        <>
          <Field label={t.pin} hint={t.pinHint} inputMode="numeric" maxLength={8} autoComplete="off" value={form.pin}
            onChange={(event) => set({ pin: event.target.value.replace(/\D/g, "") })} />
          <Field label={t.email} type="email" autoComplete="off" value={form.email}
            onChange={(event) => set({ email: event.target.value })} />
          <Field label={t.password} hint={t.passwordHint} type="password" autoComplete="new-password"
            value={form.password} onChange={(event) => set({ password: event.target.value })} />
        </>
      )}
    </>
  );
}

interface NewPINProps {
  person: Person;
  pin: string;
  onType(pin: string): void;
  onDone(): void;
}

function NewPIN({ person, pin, onType, onDone }: NewPINProps) {
  const t = text.useText();
  const [isOpen, setOpen] = useState(false);
  const { busy, problem, save } = useSave();
  const unlock = async () => {
    if (await save(unlockPin({ person: person.id }))) setOpen(true);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await save(setPin({ person: person.id }, { pin }))) {
      onType("");
      onDone();
    }
  };
  return (
    <form className="b-pin" onSubmit={(event) => void submit(event)}>
      {problem && <SaveProblem problem={problem} />}
      <div className="b-inline">
        <Field label={t.setPin} hint={t.pinHint} inputMode="numeric" maxLength={8} autoComplete="off" value={pin}
          onChange={(event) => onType(event.target.value.replace(/\D/g, ""))} />
        <Button type="submit" kind="outline" busy={busy} disabled={pin.length < 4}>{t.setPin}</Button>
      </div>
      {person.hasPin && (
        <div className="b-inline b-level">
          <p className="muted small" role="status">{isOpen ? t.pinUnlocked : t.pinLockHint}</p>
          <Button kind="outline" busy={busy} disabled={isOpen} onClick={() => void unlock()}>{t.unlockPin}</Button>
        </div>
      )}
    </form>
  );
}

interface PersonSheetProps {
  person: Person | null;
  roles: readonly Role[];
  again(): void;
  onClose(): void;
}

/** One person: name, role, where they work; a PIN; the end of their access. */
export function PersonSheet({ person, roles, again, onClose }: PersonSheetProps) {
  const t = text.useText();
  const [form, setForm] = useState(() => firstForm(person));
  const [pin, setTyped] = useState("");
  const { busy, problem, save } = useSave();
  const close = () => {
    again();
    onClose();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!person) return void ((await save(addPerson(draftOf(form)))) && close());
    const { name, role, language, branches } = form;
    const { email: _, pin: __, password: ___, ...before } = firstForm(person);
    const change = changed(before, { name: name.trim(), role, language, branches });
    if (Object.keys(change).length > 0 && !(await save(changePerson({ person: person.id }, change)))) return;
    // A PIN that was typed is meant, whichever button is pressed.
    if (pin && !(await save(setPin({ person: person.id }, { pin })))) return;
    close();
  };
  const end = async () => {
    if (person && (await save(disablePerson({ person: person.id })))) close();
  };
  const giveBack = async () => {
    if (person && (await save(enablePerson({ person: person.id })))) close();
  };
  const foot = (
    <>
      <Button kind="outline" onClick={onClose}>{t.cancel}</Button>
      <Button kind="primary" type="submit" form="person" busy={busy}>{t.save}</Button>
    </>
  );
  return (
    <Sheet title={person?.name ?? t.newPerson} onClose={onClose} foot={foot}>
      <div className="b-form">
        {problem && <SaveProblem problem={problem} onReload={close} />}
        <form id="person" className="b-form" onSubmit={(event) => void submit(event)}>
          <Fields form={form} isNew={!person} roles={roles}
            set={(change) => setForm((before) => ({ ...before, ...change }))} />
        </form>
        {person && !person.disabled && <NewPIN person={person} pin={pin} onType={setTyped} onDone={again} />}
        {person && !person.disabled && (
          <Sure label={t.disable} question={t.disableSure(person.name)} busy={busy} onSure={() => void end()} />
        )}
        {person?.disabled && (
          <Button kind="outline" busy={busy} onClick={() => void giveBack()}>{t.enable}</Button>
        )}
      </div>
    </Sheet>
  );
}

import { useEffect, useState } from "react";
import { Button } from "@kit/Button";
import { Empty, Waiting } from "@kit/Empty";
import { BackIcon } from "@kit/icons";
import { kitText } from "@kit/text";
import { asProblem, Problem } from "@lib/api";
import { Colleague } from "@lib/api.types";
import { explain } from "@lib/i18n/problems";
import { colleagues, enterByPIN, session } from "@lib/session";
import { Door } from "./Door";
import { PinPad } from "./PinPad";
import { shellText } from "./text";

/** The people of the branch, loaded again on demand. */
export function useColleagues() {
  const [people, setPeople] = useState<Colleague[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isShown = true;
    setProblem(null);
    colleagues().then(
      (list) => isShown && setPeople(list),
      (fault: unknown) => isShown && setProblem(asProblem(fault)));
    return () => void (isShown = false);
  }, [round]);
  return { people, problem, again: () => setRound((n) => n + 1) };
}

interface PeopleProps {
  people: readonly Colleague[];
  onPick(person: Colleague): void;
}

export function People({ people, onPick }: PeopleProps) {
  const roles: Record<string, string> = shellText.useText().roles;
  return (
    <ul className="people">
      {people.map((person) => (
        <li key={person.id}>
          <button type="button" className="person" onClick={() => onPick(person)} style={{ width: "100%" }}>
            <span className="face" aria-hidden="true">{person.initials}</span>
            <span className="strong">{person.name}</span>
            <span className="small muted">{roles[person.role] ?? person.role}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Choose the person, then the PIN. When the screen was locked, whoever locked it is chosen already. */
export function StaffScreen() {
  const t = shellText.useText();
  const { people, problem, again } = useColleagues();
  const locked = session.useSel((state) => state.me?.person.id ?? null);
  const [picked, setPicked] = useState<string | null>(locked);
  const person = people?.find((one) => one.id === picked);
  if (problem) {
    return <Door title={t.whoTitle}><Empty text={explain(problem)}
      action={<Button kind="primary" onClick={again}>{kitText.now().retry}</Button>} /></Door>;
  }
  if (!people) return <Door title={t.whoTitle}><Waiting text={t.loading} /></Door>;
  if (person) {
    return (
      <Door title={t.pinOf(person.name)}>
        <PinPad onPIN={(pin) => enterByPIN(person.id, pin)} />
        <Button kind="ghost" icon={<BackIcon />} onClick={() => setPicked(null)}>{t.back}</Button>
      </Door>
    );
  }
  return (
    <Door title={t.whoTitle}>
      {people.length === 0 && <Empty text={t.whoEmpty} />}
      <People people={people} onPick={(one) => setPicked(one.id)} />
    </Door>
  );
}

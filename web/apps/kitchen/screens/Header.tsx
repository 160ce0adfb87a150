import { ReactNode } from "react";
import { Button } from "@kit/Button";
import { Chip } from "@kit/Chip";
import { FlameIcon, GridIcon, ListIcon, MuteIcon, SoundIcon, UndoIcon } from "@kit/icons";
import { useTicked, WallClock } from "@lib/clock";
import { named, useLang } from "@lib/i18n";
import { createStore } from "@lib/store";
import { board } from "../board";
import { Level, pass, urgency } from "../model/board";
import { choosePlace, shown, toggleRail, truth, view } from "../pass";
import { sound, unlock } from "../sounds";
import { text } from "../text";
import { lastBumped, recallLast } from "../useBumpBar";
import { BumpedSheet } from "./BumpedSheet";
import { SoldOutSheet } from "./SoldOutSheet";
import { SoundSheet } from "./SoundSheet";

const side = createStore<{ open: "bumped" | "soldOut" | "sound" | null }>({ open: null });
const openSide = (open: "bumped" | "soldOut" | "sound") => () => side.set({ open });

/** How many cards there are at each age: "5 2 1". */
function useAges(): [number, number, number] {
  const groups = board.useSel((state) => state.groups);
  const tickets = shown.useSel((state) => state.tickets);
  const stations = truth.useSel((state) => state.stations);
  const words = useTicked((now) => {
    const levels = Object.values(groups).map((group) =>
      urgency(group.tickets.flatMap((id) => tickets[id] ?? []), stations, now));
    const count = (level: Level) => levels.filter((one) => one === level).length;
    return `${levels.length} ${count("warn")} ${count("late")}`;
  });
  const [all = 0, warn = 0, late = 0] = words.split(" ").map(Number);
  return [all, warn, late];
}

function Sign({ sign, count, said }: { sign: string; count: number; said: string }) {
  return <><span aria-hidden="true">{`${sign} ${count}`}</span><span className="unseen">{said}</span></>;
}

export function Lead() {
  const t = text.useText();
  useLang();
  const name = truth.useSel((state) => {
    const { place } = view.get();
    return place === pass ? t.passShort : named(state.stations.find((one) => one.id === place)?.name);
  });
  const [all, warn, late] = useAges();
  return (
    <>
      <h1>{[t.kitchen, name].filter(Boolean).join(" · ")}</h1>
      <Chip>{t.tickets(all)}</Chip>
      {warn > 0 && <Chip tone="warn"><Sign sign="!" count={warn} said={t.warned(warn)} /></Chip>}
      {late > 0 && <Chip tone="bad"><Sign sign="‼" count={late} said={t.lateOnes(late)} /></Chip>}
    </>
  );
}

function SoundChip() {
  const t = text.useText();
  const isOn = sound.useSel((state) => state.isOn);
  if (isOn) return null;
  return (
    <Button kind="outline" className="k-mute" icon={<MuteIcon />} onClick={() => void unlock()} title={t.soundOff}>
      {t.startShift}
    </Button>
  );
}

function RecallButton() {
  const t = text.useText();
  const last = shown.useSel((state) => lastBumped(state.tickets));
  return (
    <Button kind="ghost" className="k-recall" icon={<UndoIcon />} disabled={!last} onClick={recallLast}>
      {last ? t.recallLast(t.title(last)) : t.recallNone}
    </Button>
  );
}

export function Tools() {
  const t = text.useText();
  const hasRail = view.useSel((state) => state.rail);
  return (
    <>
      <SoundChip />
      <RecallButton />
      <Button kind="ghost" className="k-tool" icon={<ListIcon />} onClick={openSide("bumped")}>{t.bumped}</Button>
      <Button kind="ghost" className="k-tool" icon={<FlameIcon />} onClick={openSide("soldOut")}>{t.soldOut}</Button>
      <Button kind="outline" className="k-tool" icon={<GridIcon />} aria-pressed={hasRail} onClick={toggleRail}>
        {t.allDay}
      </Button>
      <WallClock />
    </>
  );
}

/** This screen's own lines of the menu. */
export function MenuLines({ close }: { close: () => void }): JSX.Element {
  const t = text.useText();
  const act = (work: () => void) => () => {
    close();
    work();
  };
  return (
    <>
      <Button icon={<GridIcon />} wide onClick={act(() => choosePlace(null))}>{t.station}</Button>
      <Button icon={<SoundIcon />} wide onClick={act(openSide("sound"))}>{t.sounds}</Button>
      <p className="muted small">{t.keys}</p>
    </>
  );
}

export function SideSheets(): JSX.Element | null {
  const open = side.useSel((state) => state.open);
  const close = () => side.set({ open: null });
  const sheets: Record<NonNullable<typeof open>, ReactNode> = {
    bumped: <BumpedSheet onClose={close} />,
    soldOut: <SoldOutSheet onClose={close} />,
    sound: <SoundSheet onClose={close} />,
  };
  return open && <>{sheets[open]}</>;
}

import { useState } from "react";
import { Field, Select } from "@kit/Field";
import { Sheet } from "@kit/Sheet";
import { addStation, archiveStation, changeStation, giveStationPrinter, OfficePrinter, Routing, Station,
} from "@lib/api.office";
import { named } from "@lib/i18n";
import { Faults, Reader, textsOf } from "../model/form";
import { useBranch } from "../office";
import { text } from "../text";
import { Sure } from "./Archive";
import { NameFields } from "./fields";
import { SaveFoot, SaveProblem } from "./parts";
import { said } from "./ProductFields";
import { useSave } from "./useSave";

interface StationSheetProps {
  station: Station | null;
  stations: readonly Station[];
  printers: readonly OfficePrinter[];
  routing: Routing | null;
  again(): void;
  onClose(): void;
}

const fresh = { name: { tr: "", en: "" }, warn: "5", late: "8", printer: "" };

function formOf(station: Station, printers: readonly OfficePrinter[]): typeof fresh {
  return {
    name: textsOf(station.name), warn: String(station.warnMinutes), late: String(station.lateMinutes),
    printer: printers.find((one) => one.stations.includes(station.id))?.id ?? "",
  };
}

function bodyOf(form: typeof fresh) {
  const read = new Reader();
  const name = read.name("name", form.name);
  const body = { name, warnMinutes: read.whole("warn", form.warn), lateMinutes: read.whole("late", form.late) };
  if (read.isClean && (body.warnMinutes > body.lateMinutes || body.lateMinutes > 600)) read.faults.late = "range_late";
  return { body, faults: read.faults };
}

/** Who cooks what the station cooked, when it goes. */
function Leave({ station, stations, routing, again, onClose }: Omit<StationSheetProps, "printers"> &
  { station: Station }) {
  const t = text.useText();
  const branch = useBranch();
  const others = stations.filter((one) => one.id !== station.id);
  const isRouted = routing?.rules.some((rule) => rule.station === station.id) ?? true;
  const [instead, setInstead] = useState(others[0]?.id ?? "");
  const { busy, problem, save } = useSave();
  const archive = async () => {
    const body = { version: station.version, instead: isRouted && instead ? instead : null };
    if ((await save(archiveStation({ branch, station: station.id }, body))) === null) return;
    again();
    onClose();
  };
  return (
    <>
      {problem && <SaveProblem problem={problem} onReload={again} />}
      {isRouted && others.length > 0 && (
        <Select label={`${t.retire}: ${t.insteadOf}`} value={instead}
          onChange={(event) => setInstead(event.target.value)}>
          {others.map((one) => <option key={one.id} value={one.id}>{named(one.name)}</option>)}
        </Select>
      )}
      <Sure label={t.retire} question={t.stationSure} busy={busy} onSure={() => void archive()} />
    </>
  );
}

/** A station: its name, when its tickets turn yellow and red, where its slips come out. */
export function StationSheet(props: StationSheetProps) {
  const { station, stations, printers, again, onClose } = props;
  const t = text.useText();
  const branch = useBranch();
  const [form, setForm] = useState(() => (station ? formOf(station, printers) : fresh));
  const [faults, setFaults] = useState<Faults>({});
  const { busy, problem, save } = useSave();
  const change = (part: Partial<typeof fresh>) => setForm((before) => ({ ...before, ...part }));
  const close = () => {
    again();
    onClose();
  };
  const submit = async () => {
    const { body, faults: found } = bodyOf(form);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    const at = station && { branch, station: station.id };
    const saved = await save(at ? changeStation(at, { ...body, version: station.version })
      : addStation({ branch }, body));
    if (!saved) return;
    const before = station ? formOf(station, printers).printer : "";
    const printer = form.printer || null;
    if (form.printer !== before && !(await save(giveStationPrinter({ branch, station: saved.id }, { printer }), true)))
      return;
    close();
  };
  const foot = <SaveFoot busy={busy} onClose={onClose} onSave={submit} />;
  return (
    <Sheet title={station ? named(station.name) : t.newStation} onClose={onClose} foot={foot}>
      <div className="b-form">
        {problem && <SaveProblem problem={problem} onReload={close} />}
        {stations.length === 0 && <p className="muted">{t.firstStation}</p>}
        <NameFields value={form.name} error={said(faults, "name")} onChange={(name) => change({ name })} />
        <div className="b-pair">
          <Field label={t.warnAt} inputMode="numeric" maxLength={3} value={form.warn} error={said(faults, "warn")}
            onChange={(event) => change({ warn: event.target.value })} />
          <Field label={t.lateAt} inputMode="numeric" maxLength={3} value={form.late} error={said(faults, "late")}
            onChange={(event) => change({ late: event.target.value })} />
        </div>
        <Select label={t.slips} value={form.printer} onChange={(event) => change({ printer: event.target.value })}>
          <option value="">{t.noPrinter}</option>
          {printers.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
        </Select>
        {station && <Leave {...props} station={station} />}
      </div>
    </Sheet>
  );
}

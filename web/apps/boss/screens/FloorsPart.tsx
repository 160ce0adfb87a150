import { useState } from "react";
import { Button } from "@kit/Button";
import { Empty } from "@kit/Empty";
import { Switch } from "@kit/Field";
import { PencilIcon, PlusIcon, TableIcon } from "@kit/icons";
import { Tabs } from "@kit/Tabs";
import { Floor } from "@lib/api.office";
import { FloorTable, FloorView, readFloor } from "@lib/api.types";
import { compare } from "@lib/format";
import { Loaded, useBranch, useRead } from "../office";
import { text } from "../text";
import { FloorDialog, NewFloorDialog } from "./FloorDialogs";
import { NewTablesDialog } from "./NewTablesDialog";
import { Ready } from "./parts";
import { PlanEditor } from "./PlanEditor";
import { TablePanel } from "./TablePanel";
import { TillPlan } from "./TillPlan";

interface ToolsProps {
  floor: Floor;
  isTill: boolean;
  onTill(isTill: boolean): void;
  onAdd(): void;
  onEdit(): void;
}

function Tools({ floor, isTill, onTill, onAdd, onEdit }: ToolsProps) {
  const t = text.useText();
  return (
    <div className="b-tools b-tools-left">
      <Button kind="primary" icon={<PlusIcon />} onClick={onAdd}>{t.addTables}</Button>
      <Button kind="outline" icon={<PencilIcon />} aria-label={`${t.editFloor}: ${floor.name}`} onClick={onEdit}>
        {t.editFloor}</Button>
      <Switch label={t.asTill} checked={isTill} onChange={onTill} />
    </div>
  );
}

interface OneFloorProps {
  floor: Floor;
  view: FloorView;
  read: Loaded<FloorView>;
}

/** One floor: its plan, and what the chosen table is. */
function OneFloor({ floor, view, read }: OneFloorProps) {
  const t = text.useText();
  const [isTill, setTill] = useState(false);
  const [isAdding, setAdding] = useState(false);
  const [isEditing, setEditing] = useState(false);
  const [chosen, setChosen] = useState("");
  const tables = view.tables.filter((one) => one.floor === floor.id).sort((a, b) => compare(a.name, b.name));
  const table = tables.find((one) => one.id === chosen);
  const take = (next: FloorTable) =>
    read.take({ ...view, tables: view.tables.map((one) => (one.id === next.id ? next : one)) });
  return (
    <>
      <Tools floor={floor} isTill={isTill} onTill={setTill} onAdd={() => setAdding(true)}
        onEdit={() => setEditing(true)} />
      {tables.length === 0 ? <Empty icon={<TableIcon />} text={t.noTables} /> : (
        <div className={isTill ? "b-block" : "b-floor"}>
          {isTill ? <TillPlan floor={floor} tables={tables} /> : (
            <PlanEditor floor={floor} tables={tables} chosen={chosen} onChoose={setChosen} onMoved={take}
              onStale={read.again} />
          )}
          {!isTill && (table ? (
            <TablePanel key={`${table.id} ${table.arranged}`} table={table} floors={view.floors} onSaved={take}
              again={read.again} />
          ) : <p className="b-panel muted">{t.chooseTable}</p>)}
        </div>
      )}
      {isAdding && <NewTablesDialog floor={floor} tables={tables} onDone={read.again}
        onClose={() => setAdding(false)} />}
      {isEditing && <FloorDialog floor={floor} floors={view.floors} again={read.again}
        onClose={() => setEditing(false)} />}
    </>
  );
}

function Floors({ view, read }: { view: FloorView; read: Loaded<FloorView> }) {
  const t = text.useText();
  const [chosen, setChosen] = useState("");
  const [isAdding, setAdding] = useState(false);
  const floors = [...view.floors].sort((a, b) => a.position - b.position);
  const floor = floors.find((one) => one.id === chosen) ?? floors[0];
  const add = <Button icon={<PlusIcon />} onClick={() => setAdding(true)}>{t.newFloor}</Button>;
  return (
    <section className="card b-card">
      {floor ? (
        <>
          <div className="b-tools">
            <Tabs look="pills" label={t.floors} value={floor.id} onChange={setChosen}
              items={floors.map((one) => ({ value: one.id, label: one.name }))} />
            {add}
          </div>
          <OneFloor key={floor.id} floor={floor} view={view} read={read} />
        </>
      ) : <Empty icon={<TableIcon />} text={t.noFloors} action={add} />}
      {isAdding && <NewFloorDialog onClose={() => setAdding(false)} onDone={(added) => {
        setChosen(added.id);
        read.again();
      }} />}
    </section>
  );
}

/** Floors and the tables on them, as the till shows them. */
export function FloorsPart() {
  const branch = useBranch();
  const read = useRead(`floor ${branch}`, readFloor({ branch }), ["floor"]);
  return <Ready of={read}>{(view) => <Floors view={view} read={read} />}</Ready>;
}

import { Button } from "@kit/Button";
import { Empty } from "@kit/Empty";
import { UndoIcon } from "@kit/icons";
import { Column, Table } from "@kit/Table";
import { Call } from "@lib/api";
import { listOutOfUse, OutOfUse, restoreDrawer, restoreFloor, restoreStation, restoreTable } from "@lib/api.office";
import { FloorView, readFloor } from "@lib/api.types";
import { named } from "@lib/i18n";
import { useBranch, useRead } from "../office";
import { text } from "../text";
import { Card, Ready, SaveProblem } from "./parts";
import { useSave } from "./useSave";

interface Row {
  key: string;
  kind: "floor" | "table" | "station" | "drawer";
  name: string;
  about: string;
  back: Call<unknown>;
}

function rowsOf(old: OutOfUse, floors: FloorView["floors"], branch: string, withTables: string): Row[] {
  const floorOf = (id: string) => floors.find((one) => one.id === id)?.name ?? "";
  return [
    ...old.floors.map(({ id, name, version }): Row => ({ key: id, kind: "floor", name, about: withTables,
      back: restoreFloor({ branch, floor: id }, { version }) })),
    ...old.tables.map(({ id, name, floor, arranged }): Row => ({ key: id, kind: "table", name, about: floorOf(floor),
      back: restoreTable({ branch, table: id }, { arranged }) })),
    ...old.stations.map(({ id, name, version }): Row => ({ key: id, kind: "station", name: named(name), about: "",
      back: restoreStation({ branch, station: id }, { version }) })),
    ...old.drawers.map(({ id, name, version }): Row => ({ key: id, kind: "drawer", name, about: "",
      back: restoreDrawer({ branch, drawer: id }, { version }) })),
  ];
}

/** What was taken out of use at this branch, and its way back. */
export function OldPart() {
  const t = text.useText();
  const branch = useBranch();
  const read = useRead(`old ${branch}`, listOutOfUse({ branch }), ["floor", "kitchen", "drawers"]);
  const plan = useRead(`floor ${branch}`, readFloor({ branch }), ["floor"]);
  const { busy, problem, save } = useSave();
  const back = async (row: Row) => {
    if ((await save(row.back)) === null) return;
    read.again();
    plan.again();
  };
  const columns: Column<Row>[] = [
    { key: "name", head: t.name, cell: (row) => <span className="strong">{row.name}</span> },
    { key: "kind", head: t.oldKind, cell: (row) => [t.oldKinds[row.kind], row.about].filter(Boolean).join(" · ") },
    { key: "act", head: t.action, cell: (row) => (
      <Button kind="ghost" icon={<UndoIcon />} disabled={busy} aria-label={t.useAgainOf(row.name)}
        onClick={() => void back(row)}>{t.useAgain}</Button>) },
  ];
  return (
    <Card title={t.outOfUse} className="b-narrow">
      {problem && <SaveProblem problem={problem} onReload={read.again} />}
      <p className="muted">{t.oldNote}</p>
      <Ready of={read}>
        {(old) => {
          const rows = rowsOf(old, plan.data?.floors ?? [], branch, t.oldFloorNote);
          return rows.length === 0 ? <Empty text={t.nothingOld} />
            : <Table caption={t.outOfUse} rows={rows} columns={columns} rowKey={(row) => row.key} />;
        }}
      </Ready>
    </Card>
  );
}

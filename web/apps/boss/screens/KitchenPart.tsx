import { useState } from "react";
import { Banner } from "@kit/Banner";
import { Button } from "@kit/Button";
import { Empty } from "@kit/Empty";
import { AlertIcon, DownIcon, FlameIcon, PlusIcon, UpIcon } from "@kit/icons";
import { Column, Table } from "@kit/Table";
import { readMenuEditor } from "@lib/api.menu";
import { listPrinters, listStations, OfficePrinter, orderStations, readRouting, Routing, Station,
} from "@lib/api.office";
import { named, useLang } from "@lib/i18n";
import { unrouted } from "../model/routing";
import { useBranch, useRead } from "../office";
import { text } from "../text";
import { swapped } from "./fields";
import { Card, Ready, SaveProblem } from "./parts";
import { RoutingPart } from "./RoutingPart";
import { StationSheet } from "./StationSheet";
import { useSave } from "./useSave";

interface StationsProps {
  stations: readonly Station[];
  printers: readonly OfficePrinter[];
  routing: Routing | null;
  again(): void;
}

function Stations({ stations, printers, routing, again }: StationsProps) {
  const t = text.useText();
  const lang = useLang();
  const branch = useBranch();
  const [open, setOpen] = useState<string | null>(null);
  const { problem, save } = useSave();
  const ids = stations.map((one) => one.id);
  const move = async (from: number, to: number) => {
    if ((await save(orderStations({ branch }, { items: swapped(ids, from, to) }), true)) !== null) again();
  };
  const arrow = (row: Station, by: -1 | 1) => {
    const [from, to] = [ids.indexOf(row.id), ids.indexOf(row.id) + by];
    return (
      <Button kind="ghost" square icon={by < 0 ? <UpIcon /> : <DownIcon />} disabled={to < 0 || to >= ids.length}
        aria-label={`${by < 0 ? t.up : t.down}: ${named(row.name, lang)}`} onClick={() => void move(from, to)} />
    );
  };
  const columns: Column<Station>[] = [
    { key: "name", head: t.station, cell: (row) => <span className="strong">{named(row.name, lang)}</span> },
    { key: "waits", head: t.waitsHead, wide: true, cell: (row) => t.waits(row.warnMinutes, row.lateMinutes) },
    { key: "printer", head: t.printer, wide: true, cell: (row) =>
      printers.find((one) => one.stations.includes(row.id))?.name ?? "–" },
    { key: "order", head: t.position, cell: (row) => (
      <span className="row b-over">{arrow(row, -1)}{arrow(row, 1)}</span>) },
  ];
  const add = <Button kind="primary" icon={<PlusIcon />} onClick={() => setOpen("new")}>{t.newStation}</Button>;
  return (
    <Card title={t.stations}>
      {problem && <SaveProblem problem={problem} onReload={again} />}
      {stations.length === 0 ? <Empty icon={<FlameIcon />} text={t.noStations} action={add} /> : (
        <>
          <div className="b-tools">{add}</div>
          <Table caption={t.stations} rows={stations} columns={columns} rowKey={(row) => row.id}
            onOpen={(row) => setOpen(row.id)} openLabel={(row) => t.edit(named(row.name, lang))} />
        </>
      )}
      {open !== null && (
        <StationSheet key={open} station={stations.find((one) => one.id === open) ?? null} stations={stations}
          printers={printers} routing={routing} again={again} onClose={() => setOpen(null)} />
      )}
    </Card>
  );
}

/** The kitchen's stations, and which of them prepares what. */
export function KitchenPart() {
  const t = text.useText();
  const lang = useLang();
  const branch = useBranch();
  const stations = useRead(`stations ${branch}`, listStations({ branch }), ["kitchen"]);
  const routing = useRead(`routing ${branch}`, readRouting({ branch }), ["kitchen"]);
  const menu = useRead("menu", readMenuEditor(), ["menu"]);
  const printers = useRead(`printers ${branch}`, listPrinters({ branch }), ["printing"]);
  const again = () => [stations, routing, printers].forEach((read) => read.again());
  const lost = menu.data && routing.data && stations.data?.items.length ? unrouted(menu.data, routing.data.rules) : [];
  return (
    <div className="b-stack">
      {lost.length > 0 && (
        <Banner tone="warn" icon={<AlertIcon />}>
          {t.unrouted(lost.slice(0, 8).map((one) => named(one.name, lang)).join(", ") + (lost.length > 8 ? " …" : ""))}
        </Banner>
      )}
      <Ready of={stations}>
        {({ items }) => <Stations stations={items} printers={printers.data?.items ?? []} routing={routing.data}
          again={again} />}
      </Ready>
      {stations.data && stations.data.items.length > 0 && menu.data && (
        <Ready of={routing}>
          {(found) => <RoutingPart routing={found} stations={stations.data?.items ?? []} menu={menu.data}
            onSaved={routing.take} again={again} />}
        </Ready>
      )}
    </div>
  );
}

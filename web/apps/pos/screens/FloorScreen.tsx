import { useState } from "react";
import { Button } from "@kit/Button";
import { Empty } from "@kit/Empty";
import { BagIcon, DrawerIcon, PlusIcon, TableIcon } from "@kit/icons";
import { Tabs } from "@kit/Tabs";
import { toast } from "@kit/Toast";
import { useKeys } from "@lib/a11y";
import { compare } from "@lib/format";
import { named } from "@lib/i18n";
import { newID } from "@lib/ids";
import { tracks, used } from "@lib/plan";
import { createStore, sameList } from "@lib/store";
import { useWedge } from "@lib/wedge";
import { FloorTable } from "@lib/api.types";
import { findByCode, isSoldOut } from "../model/menu";
import { goToTill, router } from "../routes";
import { text } from "../text";
import { truth } from "../till";
import { Frame } from "./Frame";
import { OpenChecks } from "./OpenChecks";
import { TableTile } from "./TableTile";

/** What was scanned before there was an order screen to take it. */
export const scanned = createStore<{ check: string; code: string }>({ check: "", code: "" });

/** Checks that this till has begun and nobody else can know yet. */
export const begun = new Set<string>();

export function quickSale(): void {
  const check = newID();
  begun.add(check);
  router.go({ name: "check", check });
}

function useTables(floor: string): FloorTable[] {
  return truth.useSel((state) => Object.values(state.tables).filter((table) => table.floor === floor)
    .sort((a, b) => compare(a.name, b.name)), sameList);
}

interface PlanProps {
  floor: string;
}

/** Hands a scanned code to a check's own screen: its product's questions are asked there. */
export function takeScanned(check: string, code: string): void {
  scanned.set({ check, code });
  router.go({ name: "check", check });
}

/** A scan where no check is open begins a quick sale with what was scanned. */
export function useSaleByScan(): void {
  const t = text.useText();
  useWedge((code) => {
    if (document.querySelector("dialog[open]")) return;
    const { menu } = truth.get();
    const found = menu && findByCode(menu, code);
    if (!found) return toast(t.unknownCode(code), { tone: "bad" });
    if (isSoldOut(found.product)) return toast(t.soldOutSaid(named(found.product.name)), { tone: "warn" });
    const check = newID();
    begun.add(check);
    takeScanned(check, code);
  });
}

/** Tables where they stand; on narrow screens, in the order of their names. */
function Plan({ floor }: PlanProps) {
  const tables = useTables(floor);
  const size = {
    gridTemplateColumns: tracks(used(tables, "x"), "minmax(0, 1fr)"),
    gridTemplateRows: tracks(used(tables, "y"), "minmax(48px, 72px)"),
  };
  return (
    <ul className="plan" style={size}>
      {tables.map((table) => <TableTile key={table.id} id={table.id} />)}
    </ul>
  );
}

function FloorTools() {
  const t = text.useText();
  return (
    <>
      <Button kind="ghost" className="tool-bare" icon={<DrawerIcon />} onClick={goToTill} aria-keyshortcuts="F6">
        {t.drawer}
      </Button>
      <Button kind="primary" className="tool-row" icon={<PlusIcon />} onClick={quickSale} aria-keyshortcuts="F4">
        {t.quickSale}
      </Button>
    </>
  );
}

export function FloorScreen() {
  const t = text.useText();
  const floors = truth.useSel((state) => state.floors);
  const [chosen, setChosen] = useState("");
  const floor = floors.find((one) => one.id === chosen)?.id ?? floors[0]?.id ?? "";
  useKeys({ F4: quickSale, F6: goToTill, F2: () => undefined });
  useSaleByScan();
  const lead = <><span className="lead-icon"><TableIcon /></span><h1>{t.tables}</h1></>;
  return (
    <Frame lead={lead} tools={<FloorTools />} calm>
      <div className="floor">
        <section className="floor-plan">
          {floors.length > 1 && (
            <Tabs look="pills" label={t.tables} value={floor} onChange={(value) => setChosen(value)}
              items={floors.map((one) => ({ value: one.id, label: one.name }))} />
          )}
          {floor ? <Plan floor={floor} /> : (
            <Empty icon={<BagIcon />} text={t.floorEmpty}
              action={<Button kind="primary" onClick={quickSale}>{t.quickSale}</Button>} />
          )}
        </section>
        <OpenChecks />
      </div>
    </Frame>
  );
}

import { useEffect, useState } from "react";
import { Button } from "@kit/Button";
import { Empty } from "@kit/Empty";
import { BackIcon, DrawerIcon } from "@kit/icons";
import { Tab, Tabs } from "@kit/Tabs";
import { toast } from "@kit/Toast";
import { useKeys } from "@lib/a11y";
import { asProblem, send } from "@lib/api";
import { listDrawers } from "@lib/api.types";
import { explain } from "@lib/i18n/problems";
import { sameList } from "@lib/store";
import { drawersOf } from "../model/truth";
import { floor, router } from "../routes";
import { text } from "../text";
import { branch, truth } from "../till";
import { ClosedChecks } from "./ClosedChecks";
import { DrawerCard } from "./DrawerCard";
import { useSaleByScan } from "./FloorScreen";
import { Frame } from "./Frame";
import { Reports } from "./Reports";

type View = "drawer" | "closed" | "x" | "z";

/** Drawers come with the snapshot; they are read again here, where they matter. */
function useDrawers() {
  useEffect(() => {
    send(listDrawers({ branch: branch() })).then(
      (page) => truth.set({ drawers: Object.fromEntries(page.items.map((drawer) => [drawer.id, drawer])) }),
      (fault: unknown) => toast(explain(asProblem(fault)), { tone: "bad" }));
  }, []);
  return truth.useSel(drawersOf, sameList);
}

function Drawers() {
  const t = text.useText();
  const drawers = useDrawers();
  if (drawers.length === 0) return <Empty icon={<DrawerIcon />} text={t.noDrawers} />;
  return <div className="drawers">{drawers.map((drawer) => <DrawerCard key={drawer.id} drawer={drawer} />)}</div>;
}

/** The till's money and the day: float, pay-in and out, blind count, X and Z. */
export function DrawerScreen() {
  const t = text.useText();
  const [view, setView] = useState<View>("drawer");
  const back = () => router.go(floor);
  useKeys({ F2: back, Escape: back });
  useSaleByScan();
  const views: Tab<View>[] = [
    { value: "drawer", label: t.drawer }, { value: "closed", label: t.closedChecks },
    { value: "x", label: t.xReport }, { value: "z", label: t.zReports }];
  const lead = (
    <>
      <Button kind="ghost" icon={<BackIcon />} onClick={back}>{t.back}</Button>
      <h1>{t.drawerTitle}</h1>
    </>
  );
  return (
    <Frame lead={lead} calm>
      <div className="till">
        <Tabs label={t.drawerTitle} items={views} value={view} onChange={(next) => setView(next)} />
        {view === "drawer" && <Drawers />}
        {view === "closed" && <ClosedChecks />}
        {(view === "x" || view === "z") && <Reports key={view} kind={view} />}
      </div>
    </Frame>
  );
}

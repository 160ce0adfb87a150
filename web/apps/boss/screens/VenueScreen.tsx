import { Tab, Tabs } from "@kit/Tabs";
import { router, VenueTab } from "../routes";
import { text } from "../text";
import { BranchPart } from "./BranchPart";
import { CardsPart } from "./CardsPart";
import { FloorsPart } from "./FloorsPart";
import { KitchenPart } from "./KitchenPart";
import { OldPart } from "./OldPart";
import { PageHead } from "./parts";

const parts: Record<VenueTab, () => JSX.Element> =
  { floors: FloorsPart, kitchen: KitchenPart, branch: BranchPart, cards: CardsPart, old: OldPart };

/** How the branch is set up: where guests sit, who prepares what, what paper says. */
export function VenueScreen({ tab }: { tab: VenueTab }) {
  const t = text.useText();
  const tabs = (Object.keys(parts) as VenueTab[]).map((value): Tab<VenueTab> => ({ value, label: t.venueTabs[value] }));
  const Part = parts[tab];
  return (
    <>
      <PageHead title={t.venue} />
      <Tabs label={t.venue} items={tabs} value={tab} onChange={(next) => router.go({ name: "venue", tab: next })} />
      <Part />
    </>
  );
}

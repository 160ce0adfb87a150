import { Tab, Tabs } from "@kit/Tabs";
import { MenuEditor, readMenuEditor } from "@lib/api.menu";
import { Loaded, useRead } from "../office";
import { MenuTab, router } from "../routes";
import { text } from "../text";
import { CategoriesPart } from "./CategoriesPart";
import { GroupsPart } from "./GroupsPart";
import { PageHead, Ready } from "./parts";
import { ProductsPart } from "./ProductsPart";
import { TaxesPart } from "./TaxesPart";

export interface MenuPartProps {
  menu: MenuEditor;
  read: Loaded<MenuEditor>;
}

const parts: Record<MenuTab, (props: MenuPartProps) => JSX.Element> =
  { products: ProductsPart, categories: CategoriesPart, groups: GroupsPart, taxes: TaxesPart };

/** The menu of the whole organization: products, categories, option groups. */
export function MenuScreen({ tab }: { tab: MenuTab }) {
  const t = text.useText();
  const read = useRead("menu", readMenuEditor(), ["menu"]);
  const tabs = (Object.keys(parts) as MenuTab[]).map((value): Tab<MenuTab> => ({ value, label: t.menuTabs[value] }));
  const Part = parts[tab];
  return (
    <>
      <PageHead title={t.menu} />
      <Tabs label={t.menu} items={tabs} value={tab} onChange={(next) => router.go({ name: "menu", tab: next })} />
      <Ready of={read}>{(menu) => <Part menu={menu} read={read} />}</Ready>
    </>
  );
}

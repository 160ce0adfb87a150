import { ReactNode } from "react";
import { ChartIcon, ClockIcon, DrawerIcon, NoteIcon, ReceiptIcon, SettingsIcon, TableIcon, UsersIcon,
} from "@kit/icons";
import { chooseBranch, may, session } from "@lib/session";
import { Shell } from "@shell/Shell";
import { live } from "../office";
import { Route, router } from "../routes";
import { text } from "../text";

type Section = keyof typeof sections;

const sections = {
  today: { icon: <ChartIcon />, route: { name: "today" }, needs: "report.read" },
  sales: { icon: <ReceiptIcon />, route: { name: "sales" }, needs: "report.read" },
  menu: { icon: <NoteIcon />, route: { name: "menu", tab: "products" }, needs: "menu.edit" },
  venue: { icon: <TableIcon />, route: { name: "venue", tab: "floors" }, needs: "menu.edit" },
  staff: { icon: <UsersIcon />, route: { name: "staff", tab: "people" }, needs: "staff.edit" },
  till: { icon: <DrawerIcon />, route: { name: "till", tab: "drawers" }, needs: "report.x" },
  audit: { icon: <ClockIcon />, route: { name: "audit", entity: "" }, needs: "audit.read" },
  devices: { icon: <SettingsIcon />, route: { name: "devices" }, needs: "device.pair" },
} as const;

const sectionOf = (route: Route): Section => (route.name === "day" ? "sales" : route.name);

function Item({ section, isHere }: { section: Section; isHere: boolean }) {
  const t = text.useText();
  const { icon, route } = sections[section];
  return (
    <li>
      <a className="b-nav-item" href={router.href(route)} aria-current={isHere ? "page" : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          router.go(route);
        }}>
        {icon}<span className="b-nav-long">{t.nav[section]}</span>
        <span className="b-nav-short" aria-hidden="true">{t.navShort[section]}</span>
      </a>
    </li>
  );
}

function Rail() {
  const t = text.useText();
  const here = sectionOf(router.useRoute());
  const me = session.useSel((state) => state.me);
  const open = (Object.keys(sections) as Section[]).filter((name) => may(sections[name].needs, me) !== "deny");
  return (
    <nav className="b-nav" aria-label={t.sections}>
      <ul>{open.map((name) => <Item key={name} section={name} isHere={name === here} />)}</ul>
    </nav>
  );
}

function BranchPicker() {
  const t = text.useText();
  const branches = session.useSel((state) => state.me?.branches);
  const branch = session.useSel((state) => state.branch);
  if (!branches || branches.length < 2) return <span className="b-branch-name">{branch?.name}</span>;
  const choose = (id: string) => {
    const next = branches.find((one) => one.id === id);
    if (next) chooseBranch(next);
  };
  return (
    <select className="input b-branch" aria-label={t.branch} value={branch?.id ?? ""}
      onChange={(event) => choose(event.target.value)}>
      {branches.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
    </select>
  );
}

/** Every page of the office: the venue and its branch above, the sections at the left, on phones below. */
export function Frame({ children }: { children: ReactNode }) {
  const organization = session.useSel((state) => state.me?.organization.name ?? "");
  return (
    <Shell live={live} calm lead={<p className="b-brand cut">{organization}</p>} tools={<BranchPicker />}>
      <div className="b-body">
        <Rail />
        <div className="b-page">{children}</div>
      </div>
    </Shell>
  );
}

import { CheckIcon, ChevronIcon } from "@kit/icons";
import { readMenuEditor } from "@lib/api.menu";
import { listDevices, listPeople, listStations } from "@lib/api.office";
import { listDrawers, readFloor } from "@lib/api.types";
import { useMay } from "@lib/session";
import { useBranch, useRead } from "../office";
import { Route, router } from "../routes";
import { text } from "../text";
import { Card } from "./parts";

type Step = keyof ReturnType<typeof text.now>["steps"];

const routes: Record<Step, Route> = {
  floors: { name: "venue", tab: "floors" }, kitchen: { name: "venue", tab: "kitchen" },
  menu: { name: "menu", tab: "products" }, staff: { name: "staff", tab: "people" },
  drawer: { name: "till", tab: "drawers" }, till: { name: "devices" },
};

/** What there is already of what a first sale needs; null while it is being read. */
function useDone(): Record<Step, boolean> | null {
  const branch = useBranch();
  const floor = useRead(`floor ${branch}`, readFloor({ branch }), ["floor"]).data;
  const stations = useRead(`stations ${branch}`, listStations({ branch }), ["kitchen"]).data;
  const menu = useRead("menu", readMenuEditor(), ["menu"]).data;
  const people = useRead("people", listPeople()).data;
  const drawers = useRead(`drawers ${branch}`, listDrawers({ branch }), ["drawers"]).data;
  const devices = useRead(`devices ${branch}`, listDevices({ branch }), ["devices"]).data;
  if (!floor || !stations || !menu || !people || !drawers || !devices) return null;
  return {
    floors: floor.tables.length > 0, kitchen: stations.items.length > 0,
    menu: menu.products.some((one) => !one.archived), staff: people.items.some((one) => one.hasPin && !one.disabled),
    drawer: drawers.items.length > 0, till: devices.items.some((one) => one.kind === "pos" && !one.revokedAt),
  };
}

function Steps() {
  const t = text.useText();
  const done = useDone();
  const all = Object.keys(routes) as Step[];
  if (!done || all.every((step) => done[step])) return null;
  return (
    <Card title={t.setUp}>
      <p>{t.setUpNote}</p>
      <ol className="b-steps">
        {all.map((step) => (
          <li key={step} className={done[step] ? "b-step-done" : ""}>
            <a className="b-step" href={router.href(routes[step])} onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              router.go(routes[step]);
            }}>
              {done[step] ? <CheckIcon /> : <ChevronIcon />}
              <span>{t.steps[step]}</span>
              {done[step] && <span className="unseen">{t.done}</span>}
            </a>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** What is left until a branch's first sale, each with the way there; nothing once all of it is done. */
export function FirstSteps() {
  const rights = [useMay("menu.edit"), useMay("staff.edit"), useMay("device.pair")];
  return rights.every((right) => right === "allow") ? <Steps /> : null;
}

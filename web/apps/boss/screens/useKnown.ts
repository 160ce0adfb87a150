import { useMemo } from "react";
import { readMenuEditor } from "@lib/api.menu";
import { listPeople, listPrinters, listStations } from "@lib/api.office";
import { listDrawers } from "@lib/api.types";
import { named, Names, useLang } from "@lib/i18n";
import { session } from "@lib/session";
import { Known } from "../model/audit";
import { useBranch, useRead } from "../office";
import { text } from "../text";

type Named = { id: string; name: string | Names };

/** What an audit entry's ids and codes are called here. */
export function useKnown(): Known {
  const t = text.useText();
  const lang = useLang();
  const branch = useBranch();
  const branches = session.useSel((state) => state.me?.branches ?? []);
  const people = useRead("people", listPeople()).data;
  const menu = useRead("menu", readMenuEditor(), ["menu"]).data;
  const drawers = useRead(`drawers ${branch}`, listDrawers({ branch, archived: "true" }), ["drawers"]).data;
  const stations = useRead(`stations ${branch}`, listStations({ branch })).data;
  const printers = useRead(`printers ${branch}`, listPrinters({ branch }), ["printing"]).data;
  return useMemo(() => {
    const all: Named[] = [
      ...branches, ...(people?.items ?? []), ...(drawers?.items ?? []), ...(stations?.items ?? []),
      ...(printers?.items ?? []), ...(menu?.products ?? []), ...(menu?.categories ?? []), ...(menu?.groups ?? []),
      ...(menu?.taxClasses ?? []), ...(menu?.products ?? []).flatMap((product) => product.portions ?? []),
    ];
    const names = new Map(all.map(({ id, name }) => [id, named(name, lang)]));
    return {
      lang, actions: t.actions, truths: t.truths, nameOf: (id) => names.get(id),
      codes: [t.roleNames, t.deviceKinds, t.papers, t.printFailures, t.allergenNames],
    };
  }, [t, lang, branches, people, menu, drawers, stations, printers]);
}

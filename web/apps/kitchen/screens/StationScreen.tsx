import { Button } from "@kit/Button";
import { Empty, Waiting } from "@kit/Empty";
import { ChevronIcon } from "@kit/icons";
import { named, useLang } from "@lib/i18n";
import { Shell } from "@shell/Shell";
import { pass } from "../model/board";
import { choosePlace, live, queue, truth } from "../pass";
import { unlock } from "../sounds";
import { text } from "../text";

/** Which station this screen stands at; remembered on the device. Choosing starts the shift and its sounds. */
export function StationScreen() {
  const t = text.useText();
  useLang();
  const stations = truth.useSel((state) => state.stations);
  const isKnown = truth.useSel((state) => state.areStationsKnown);
  const choose = (place: string) => () => {
    void unlock();
    choosePlace(place);
  };
  return (
    <Shell live={live} queue={queue} lead={<h1>{t.kitchen}</h1>} calm>
      <div className="k-choose">
        <h2>{t.chooseTitle}</h2>
        {stations.length === 0 && (isKnown ? <Empty text={t.noStations} /> : <Waiting text={t.waiting} />)}
        <div className="k-stations">
          {stations.map((station) => (
            <Button key={station.id} size="l" kind="outline" icon={<ChevronIcon />} onClick={choose(station.id)}>
              {named(station.name)}
            </Button>
          ))}
          {stations.length > 0 && (
            <Button size="l" kind="outline" icon={<ChevronIcon />} onClick={choose(pass)}>{t.pass}</Button>
          )}
        </div>
      </div>
    </Shell>
  );
}

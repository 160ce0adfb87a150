import { Gate } from "@shell/Gate";
import { view } from "./pass";
import { BoardScreen } from "./screens/BoardScreen";
import { StationScreen } from "./screens/StationScreen";

function Screen() {
  const isChosen = view.useSel((state) => state.place !== null);
  return isChosen ? <BoardScreen /> : <StationScreen />;
}

export function Root() {
  return <Gate kind="kitchen" deviceName="Mutfak 1"><Screen /></Gate>;
}

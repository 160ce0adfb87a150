import { stayAwake } from "@lib/pwa";
import { start } from "@shell/start";
import { openBoard } from "./board";
import { openPass } from "./pass";
import { Root } from "./Root";
import "./kitchen.css";

async function root() {
  await openPass();
  openBoard();
  stayAwake();
  return <Root />;
}

void start({ app: "kitchen", signIn: "device", standing: "dark", offline: true, root });

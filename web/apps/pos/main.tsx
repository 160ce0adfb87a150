import { start } from "@shell/start";
import { Root } from "./Root";
import { openTill } from "./till";
import "@kit/plan.css";
import "./pos.css";

async function root() {
  await openTill();
  return <Root />;
}

void start({ app: "pos", signIn: "pin", offline: true, root });

import { start } from "@shell/start";
import { openOffice } from "./office";
import { Root } from "./Root";
import "@kit/plan.css";
import "./boss.css";

function root() {
  openOffice();
  return <Root />;
}

void start({ app: "boss", signIn: "mail", root });

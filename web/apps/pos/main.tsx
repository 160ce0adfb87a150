import { start } from "@shell/start";

void start({ app: "pos", signIn: "pin", offline: true, root: () => null });

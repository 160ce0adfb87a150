import { Gate } from "@shell/Gate";
import { ApprovalHost } from "./approval";
import { router } from "./routes";
import { DrawerScreen } from "./screens/DrawerScreen";
import { FloorScreen } from "./screens/FloorScreen";
import { OrderScreen } from "./screens/OrderScreen";
import { PayScreen } from "./screens/PayScreen";

function Screen() {
  const route = router.useRoute();
  switch (route.name) {
    case "floor": return <FloorScreen />;
    case "table": return <OrderScreen key={route.table} table={route.table} />;
    case "check": return <OrderScreen key={route.check} check={route.check} />;
    case "pay": return <PayScreen key={route.check} check={route.check} />;
    case "drawer": return <DrawerScreen />;
  }
}

export function Root() {
  return <Gate kind="pos" deviceName="POS 1"><Screen /><ApprovalHost /></Gate>;
}

import { lazy, Suspense } from "react";
import { Gate } from "@shell/Gate";
import { ApprovalHost } from "./approval";
import { router } from "./routes";
import { FloorScreen } from "./screens/FloorScreen";
import { OrderScreen } from "./screens/OrderScreen";
import { PayScreen } from "./screens/PayScreen";

// Not needed for the first sale of the day: fetched when the first screen stands, and kept by the worker.
const later = () => import("./screens/DrawerScreen");
const DrawerScreen = lazy(() => later().then((part) => ({ default: part.DrawerScreen })));
setTimeout(() => void later().catch(() => undefined), 4000);

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
  return (
    <Gate kind="pos" deviceName="POS 1">
      <Suspense fallback={null}><Screen /></Suspense>
      <ApprovalHost />
    </Gate>
  );
}

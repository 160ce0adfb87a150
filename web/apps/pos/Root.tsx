import { lazy, Suspense } from "react";
import { Gate } from "@shell/Gate";
import { ApprovalHost } from "./approval";
import { router } from "./routes";
import { FloorScreen } from "./screens/FloorScreen";
import { OrderScreen } from "./screens/OrderScreen";

// Not needed for the first screen: fetched as soon as it stands, and kept by the worker.
const paying = () => import("./screens/PayScreen");
const PayScreen = lazy(() => paying().then((part) => ({ default: part.PayScreen })));
setTimeout(() => void paying().catch(() => undefined), 1000);
const drawers = () => import("./screens/DrawerScreen");
const DrawerScreen = lazy(() => drawers().then((part) => ({ default: part.DrawerScreen })));
setTimeout(() => void drawers().catch(() => undefined), 4000);

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

import { Gate } from "@shell/Gate";
import { router } from "./routes";
import { AuditScreen } from "./screens/AuditScreen";
import { DayScreen } from "./screens/DayScreen";
import { DevicesScreen } from "./screens/DevicesScreen";
import { Frame } from "./screens/Frame";
import { MenuScreen } from "./screens/MenuScreen";
import { SalesScreen } from "./screens/SalesScreen";
import { StaffScreen } from "./screens/StaffScreen";
import { TillScreen } from "./screens/TillScreen";
import { TodayScreen } from "./screens/TodayScreen";
import { VenueScreen } from "./screens/VenueScreen";

function Screen() {
  const route = router.useRoute();
  switch (route.name) {
    case "today": return <TodayScreen />;
    case "sales": return <SalesScreen />;
    case "day": return <DayScreen key={route.day} day={route.day} />;
    case "menu": return <MenuScreen tab={route.tab} />;
    case "venue": return <VenueScreen tab={route.tab} />;
    case "staff": return <StaffScreen tab={route.tab} />;
    case "till": return <TillScreen tab={route.tab} />;
    case "audit": return <AuditScreen key={route.entity} entity={route.entity} />;
    case "devices": return <DevicesScreen />;
  }
}

export function Root() {
  return <Gate kind={null}><Frame><Screen /></Frame></Gate>;
}

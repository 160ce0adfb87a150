import { dictionary } from "@lib/i18n";
import { join } from "@lib/i18n/join";
import * as audit from "./audit";
import * as common from "./common";
import * as devices from "./devices";
import * as menu from "./menu";
import * as printers from "./printers";
import * as sales from "./sales";
import * as staff from "./staff";
import * as till from "./till";
import * as today from "./today";
import * as venue from "./venue";

const en = join(common.en, today.en, sales.en, menu.en, staff.en, till.en, audit.en, devices.en, printers.en,
  venue.en);
const tr: typeof en = join(common.tr, today.tr, sales.tr, menu.tr, staff.tr, till.tr, audit.tr, devices.tr,
  printers.tr, venue.tr);

export const text = dictionary({ en, tr });

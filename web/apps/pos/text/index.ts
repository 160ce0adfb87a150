import { dictionary } from "@lib/i18n";
import { join } from "@lib/i18n/join";
import * as approvals from "./approvals";
import * as common from "./common";
import * as corrections from "./corrections";
import * as floor from "./floor";
import * as order from "./order";
import * as pay from "./pay";
import * as till from "./till";

const en = join(common.en, floor.en, order.en, corrections.en, pay.en, till.en, approvals.en);
const tr: typeof en = join(common.tr, floor.tr, order.tr, corrections.tr, pay.tr, till.tr,
  approvals.tr);

export const text = dictionary({ en, tr });
export type Text = typeof en;

import type { IconName } from "@/components/Icon";
import type { AlertDelivery } from "@/lib/api/types";
import { clock, parsed } from "@/lib/time";

export interface DeliveryLook {
  icon: IconName;
  tone: "ok" | "warn" | "wine" | "muted";
  words: string;
}

/** What became of a message so far. */
export function deliveryLook(one: Pick<AlertDelivery, "state" | "error" | "attempts" | "dateNext" | "dateEnded">): DeliveryLook {
  const at = (value: string | null) => {
    const date = parsed(value);
    return date ? ` ${clock(date)}` : "";
  };
  switch (one.state) {
    case "synced":
      return { icon: "check", tone: "ok", words: `delivered${at(one.dateEnded)}` };
    case "pending":
      return { icon: "clock", tone: "muted", words: "waiting" };
    case "retrying":
      return { icon: "loop", tone: "warn", words: `retrying, attempt ${one.attempts + 1}${one.dateNext ? ` at${at(one.dateNext)}` : ""}` };
    case "failed":
      return { icon: "x", tone: "wine", words: `failed${one.error ? `: ${one.error}` : ""}` };
    case "dead":
      return { icon: "x", tone: "wine", words: `given up after ${one.attempts}${one.error ? `: ${one.error}` : ""}` };
    case "superseded":
      return { icon: "back", tone: "muted", words: "a later one says more" };
    default:
      return { icon: "dot", tone: "muted", words: one.state };
  }
}

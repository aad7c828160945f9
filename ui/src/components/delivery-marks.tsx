import type { DeliveryState } from "@/lib/api/types";
import { Icon, type IconName } from "./Icon";

interface Look {
  icon: IconName;
  word: string;
  tone: "ok" | "warn" | "wine" | "muted" | "faint";
}

const LOOKS: Record<DeliveryState, Look> = {
  pending: { icon: "clock", word: "pending", tone: "muted" },
  retrying: { icon: "loop", word: "retrying", tone: "warn" },
  failed: { icon: "x", word: "failed", tone: "wine" },
  dead: { icon: "oct", word: "dead", tone: "wine" },
  synced: { icon: "checkc", word: "arrived", tone: "ok" },
  discarded: { icon: "bin", word: "discarded", tone: "faint" },
  superseded: { icon: "back", word: "superseded", tone: "faint" },
};

export const stateWord = (state: DeliveryState): string => LOOKS[state].word;

/** How a delivery stands: a shape and a word, never the accent. */
export function DeliveryMark({ state }: { state: DeliveryState }) {
  const { icon, word, tone } = LOOKS[state];
  return (
    <span className={`mark ${tone}`}>
      <Icon name={icon} small />
      {word}
    </span>
  );
}

/** The shape of a way to tell people. */
export function kindIcon(kind: string): IconName {
  if (/mail/.test(kind)) return "mail";
  if (/pager|opsgenie|sms|voice|apprise/.test(kind)) return "phone";
  if (/webhook|jira|git/.test(kind)) return "link";
  return "chat";
}

import type { Alert, Severity } from "@/lib/api/types";
import { isUnanswered } from "@/lib/alerts";
import { Icon, type IconName } from "./Icon";

const SEVERITIES: Record<Severity, { icon: IconName; tone: string }> = {
  critical: { icon: "oct", tone: "wine" },
  high: { icon: "tri", tone: "warn" },
  medium: { icon: "ring", tone: "muted" },
  low: { icon: "dot", tone: "faint" },
};

/** How much it hurts: a shape and a word. */
export function SeverityMark({ severity, badge }: { severity: Severity; badge?: boolean }) {
  const { icon, tone } = SEVERITIES[severity];
  return (
    <span className={`${badge ? "badge" : "mark"} ${tone}`}>
      <Icon name={icon} small />
      {severity}
    </span>
  );
}

export interface AlertLook {
  icon: IconName;
  word: string;
  tone: "acc" | "muted" | "ok";
}

/** How an alert stands. The accent only while nobody has answered and somebody should. */
export function alertLook(alert: Pick<Alert, "status" | "heldBy">): AlertLook {
  if (alert.status === "resolved") return { icon: "checkc", word: "Resolved", tone: "ok" };
  if (alert.status === "acknowledged") return { icon: "half", word: "Acknowledged", tone: "muted" };
  return isUnanswered(alert) ? { icon: "alerts", word: "Firing", tone: "acc" } : { icon: "belloff", word: "Held back", tone: "muted" };
}

export function AlertMark({ alert }: { alert: Pick<Alert, "status" | "heldBy"> }) {
  const { icon, word, tone } = alertLook(alert);
  return (
    <span className={`mark ${tone}`}>
      <Icon name={icon} small />
      {word}
    </span>
  );
}

import type { Issue, Level } from "@/lib/api/types";
import { Icon, type IconName } from "./Icon";

const LEVELS: Record<Level, { icon: IconName; tone: string }> = {
  fatal: { icon: "oct", tone: "wine" },
  error: { icon: "ring", tone: "faint" },
  warning: { icon: "tri", tone: "warn" },
  info: { icon: "info", tone: "info" },
  debug: { icon: "dot", tone: "faint" },
};

/** A level has its own shape and word; only the unusual ones have a colour. */
export function LevelMark({ level, small }: { level: Level; small?: boolean }) {
  const look = LEVELS[level] ?? LEVELS.error;
  return (
    <span className={`lv ${look.tone}`} title={level}>
      <Icon name={look.icon} label={level} {...(small ? { small } : {})} />
    </span>
  );
}

export interface StatusLook {
  icon: IconName;
  word: string;
  /** The accent means that nobody has answered yet; taken or finished, the same mark is grey. */
  tone: "acc" | "muted" | "ok" | "warn";
}

/** How an issue stands; null for one that is simply open and taken. */
export function statusLook(issue: Pick<Issue, "state" | "regressed" | "assignedTo" | "substatus">): StatusLook | null {
  const waiting = issue.assignedTo === null ? "acc" : "muted";
  if (issue.state === "resolved") return { icon: "checkc", word: "Resolved", tone: "ok" };
  if (issue.state === "ignored") return { icon: "mute", word: "Ignored", tone: "muted" };
  if (issue.state === "acknowledged") return { icon: "half", word: "Acknowledged", tone: "muted" };
  if (issue.regressed) return { icon: "back", word: "Regressed", tone: waiting };
  if (issue.substatus === "escalating") return { icon: "up", word: "Rising", tone: "warn" };
  if (issue.substatus === "ongoing" && issue.assignedTo) return null;
  return { icon: "dia", word: "New", tone: waiting };
}

export function StatusMark({ issue }: { issue: Parameters<typeof statusLook>[0] }) {
  const look = statusLook(issue);
  if (!look) return null;
  return (
    <span className={`mark ${look.tone}`}>
      <Icon name={look.icon} small />
      {look.word}
    </span>
  );
}

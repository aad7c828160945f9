import type { Replay } from "@/lib/api/types";
import { count, whole } from "@/lib/numbers";

/** How long a person waits before it is odd that no processor has begun. */
const ODD_AFTER_MS = 10_000;

export const triedOf = (replay: Replay): number => replay.stored + replay.duplicate + replay.filtered + replay.failed;

/** What came of it so far: "12 stored, 1 had come before, 3 failed again". */
export function resultWords(replay: Replay): string {
  const parts = [
    `${whole(replay.stored)} stored`,
    replay.duplicate > 0 && `${whole(replay.duplicate)} had come before`,
    replay.filtered > 0 && `${whole(replay.filtered)} of deleted projects left out`,
    replay.failed > 0 && `${whole(replay.failed)} failed again`,
  ];
  return parts.filter(Boolean).join(", ");
}

export function titleWords(replay: Replay): string {
  if (replay.state === "running") return `Replaying ${count(replay.total, "dead event")}`;
  if (replay.state === "stopped") return `The replay was stopped with ${whole(replay.left)} left`;
  return replay.failed > 0 ? "The replay is over, and some failed again" : "The replay is over";
}

/** Nobody works on it: said plainly, for a person would wait for ever. */
export function isWaiting(replay: Replay, now: Date): boolean {
  return replay.state === "running" && replay.lastWorked === null && now.getTime() - Date.parse(replay.dateStarted) > ODD_AFTER_MS;
}

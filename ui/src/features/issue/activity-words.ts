import type { IconName } from "@/components/Icon";
import type { Activity } from "@/lib/api/types";
import { span } from "@/lib/time";

type Word = string | { bold: string };

interface Look {
  icon: IconName;
  words: Word[];
}

const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");

/** An entry of the activity in words, without the person's name in front. */
export function activityLook(activity: Activity): Look {
  const { data } = activity;
  const byPerson = activity.user !== null;
  switch (activity.type) {
    case "first_seen":
      return { icon: "dia", words: [{ bold: "First event" }, ...inRelease(data)] };
    case "regressed":
      return { icon: "back", words: [{ bold: "Came back" }, ...inRelease(data), ", after it was resolved"] };
    case "unignored":
      return { icon: "eye", words: [{ bold: "Open again" }, ": the condition for ignoring it was met"] };
    case "note":
      return { icon: "chat", words: [byPerson ? "commented" : "Comment"] };
    case "merged":
      return { icon: "merge", words: mergedWords(data, byPerson) };
    case "split":
      return { icon: "merge", words: [byPerson ? "split a fingerprint off" : "A fingerprint was split off", "; its new events start an issue of their own"] };
    case "assigned": {
      const to = nameOf(data["assignee"]);
      return { icon: "user", words: to ? [byPerson ? "assigned it to " : "Assigned to ", { bold: to }] : [byPerson ? "gave it back" : "Given back"] };
    }
    case "link":
      return { icon: "link", words: linkWords(data, byPerson) };
    case "status":
      return { icon: "check", words: statusWords(text(data["status"]), data, byPerson) };
  }
}

function linkWords(data: Record<string, unknown>, byPerson: boolean): Word[] {
  const theirs = { bold: text(data["key"]) || "an issue" };
  const tracker = text(data["tracker"]) || "a tracker";
  switch (text(data["did"])) {
    case "created":
      return [theirs, ` was made in ${tracker}${data["unassigned"] ? `, and assigned to nobody: ${text(data["unassigned"])}` : ""}`];
    case "linked":
      return [byPerson ? "linked it with " : "Linked with ", theirs, ` in ${tracker}`];
    case "unlinked":
      return [byPerson ? "unlinked it from " : "Unlinked from ", theirs, ` in ${tracker}`];
    case "closed":
      return [theirs, ` in ${tracker} was closed with it`];
    case "late":
      return [theirs, ` in ${tracker}: a late word that it is “${text(data["theirStatus"])}” was passed over, as it has changed since`];
    default:
      return [theirs, ` in ${tracker} was opened again with it`];
  }
}

function mergedWords(data: Record<string, unknown>, byPerson: boolean): Word[] {
  const issues = Array.isArray(data["issues"]) ? (data["issues"] as { shortId?: unknown }[]) : [];
  const names = issues.map((one) => text(one.shortId)).filter(Boolean).join(", ") || "other issues";
  return byPerson ? ["merged ", { bold: names }, " into this one"] : [{ bold: names }, " merged into this one"];
}

function nameOf(assignee: unknown): string {
  return typeof assignee === "object" && assignee !== null && "name" in assignee ? text(assignee.name) : "";
}

function inRelease(data: Record<string, unknown>): Word[] {
  const release = text(data["release"]);
  return release ? [", in ", { bold: release }] : [];
}

const VERBS: Record<string, [byPerson: string, byItself: string]> = {
  resolved: ["resolved it", "Resolved"],
  ignored: ["ignored it", "Ignored"],
  acknowledged: ["acknowledged it", "Acknowledged"],
  new: ["opened it again", "Opened again"],
};

function statusWords(status: string, data: Record<string, unknown>, byPerson: boolean): Word[] {
  const [person, itself] = VERBS[status] ?? [`set it to ${status}`, `Set to ${status}`];
  const tracker = text(data["tracker"]);
  if (tracker) return [`${itself}: `, { bold: text(data["key"]) }, ` in ${tracker} is “${text(data["theirStatus"])}”${text(data["person"]) ? `, by ${text(data["person"])}` : ""}`];
  return [(byPerson ? person : itself) + conditionWords(data)];
}

function conditionWords(data: Record<string, unknown>): string {
  const { inNextRelease, inRelease: release, ignoreDuration, ignoreCount, ignoreWindow, ignoreUserCount, untilEscalating } = data;
  if (inNextRelease === true) return " in the next release";
  if (text(release)) return ` in ${text(release)}`;
  if (typeof ignoreDuration === "number") return ` for ${span(ignoreDuration * 60)}`;
  if (typeof ignoreCount === "number") return ` until ${ignoreCount} more events${typeof ignoreWindow === "number" ? ` in ${span(ignoreWindow * 60)}` : ""}`;
  if (typeof ignoreUserCount === "number") return ` until ${ignoreUserCount} more users`;
  return untilEscalating === true ? " until it rises" : "";
}

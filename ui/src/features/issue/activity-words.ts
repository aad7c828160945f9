import type { IconName } from "@/components/Icon";
import type { Activity } from "@/lib/api/types";

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
      return { icon: "link", words: [byPerson ? "merged other issues into this one" : "Other issues were merged into this one"] };
    case "assigned": {
      const to = text(data["name"]) || text(data["assigneeName"]) || text(data["email"]) || text(data["assignee"]);
      return { icon: "user", words: to ? [byPerson ? "assigned it to " : "Assigned to ", { bold: to }] : [byPerson ? "gave it back" : "Given back"] };
    }
    case "status":
      return { icon: "check", words: statusWords(text(data["state"]) || text(data["status"]), data, byPerson) };
    default:
      return { icon: "info", words: [activity.type.replaceAll("_", " ")] };
  }
}

function inRelease(data: Record<string, unknown>): Word[] {
  const release = text(data["release"]) || text(data["version"]);
  return release ? [", in ", { bold: release }] : [];
}

function statusWords(state: string, data: Record<string, unknown>, byPerson: boolean): Word[] {
  const verbs: Record<string, string> = { resolved: "resolved it", ignored: "ignored it", acknowledged: "acknowledged it", new: "opened it again", unresolved: "opened it again" };
  const verb = verbs[state] ?? `set it to ${state || "another state"}`;
  const details = (typeof data["statusDetails"] === "object" && data["statusDetails"] !== null ? data["statusDetails"] : data) as Record<string, unknown>;
  const release = text(details["inRelease"]) || text(details["release"]);
  const more = details["inNextRelease"] === true ? " in the next release" : release ? ` in ${release}` : "";
  return byPerson ? [verb + more] : [capital(verb.replace(" it", "")) + more];
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

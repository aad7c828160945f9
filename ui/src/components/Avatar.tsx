import type { Assignee } from "@/lib/api/types";
import { hash } from "@/lib/projects";

const SHADES = ["a", "b", "c", "d", "e"];

function initials(name: string): string {
  const words = name.split(/[\s@._-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return letters.map((word) => [...(word ?? "?")][0]?.toUpperCase() ?? "?").join("");
}

/** Which of the five colours somebody has: it follows from the id. Decoration; the name always stands beside it. */
export function shadeOf(id: string): string {
  return SHADES[hash(id) % SHADES.length] ?? "a";
}

interface Props {
  name: string | null;
  id?: string;
  big?: boolean;
  team?: boolean;
  /** The name stands beside it. */
  decorative?: boolean;
}

/** A person in two letters; the dashed ring stands for nobody. */
export function Avatar({ name, id, big, team, decorative }: Props) {
  const meaning = decorative ? { "aria-hidden": true } : { role: "img", "aria-label": name ?? "Nobody", title: name ?? "Nobody has taken it" };
  if (name === null) return <span className="ava none" {...meaning} />;
  const shade = shadeOf(id ?? name);
  return (
    <span className={`ava ${shade}${big ? " big" : ""}${team ? " team" : ""}`} {...meaning}>
      {initials(name)}
    </span>
  );
}

export function AssigneeAvatar({ assignee, decorative }: { assignee: Assignee | null; decorative?: boolean }) {
  const beside = decorative ? { decorative } : {};
  if (!assignee) return <Avatar name={null} {...beside} />;
  return <Avatar name={assignee.name} id={`${assignee.type}${assignee.id}`} team={assignee.type === "team"} {...beside} />;
}

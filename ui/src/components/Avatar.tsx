import type { Assignee } from "@/lib/api/types";
import { hash } from "@/lib/projects";

const SHADES = ["a", "b", "c", "d", "e"];

export function initials(name: string): string {
  const words = name.split(/[\s@._-]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return letters.map((word) => [...(word ?? "?")][0]?.toUpperCase() ?? "?").join("");
}

/** A person in two letters; the dashed ring stands for nobody. */
export function Avatar({ name, id, big, team }: { name: string | null; id?: string; big?: boolean; team?: boolean }) {
  if (name === null) return <span className="ava none" role="img" aria-label="Nobody" title="Nobody has taken it" />;
  const shade = SHADES[hash(id ?? name) % SHADES.length];
  return (
    <span className={`ava ${shade}${big ? " big" : ""}${team ? " team" : ""}`} role="img" aria-label={name} title={name}>
      {initials(name)}
    </span>
  );
}

export function AssigneeAvatar({ assignee }: { assignee: Assignee | null }) {
  if (!assignee) return <Avatar name={null} />;
  return <Avatar name={assignee.name} id={`${assignee.type}${assignee.id}`} team={assignee.type === "team"} />;
}

import { Link } from "@tanstack/react-router";
import { Avatar } from "@/components/Avatar";
import type { OnCall, Person } from "@/lib/api/types";
import { useNow } from "@/lib/now";
import { useMe, useOrg } from "@/lib/session";
import { span, when } from "@/lib/time";

/** Who is on now and next, in the first line; and who is on in the other schedules. */
export function NowRow({ line, others }: { line: OnCall; others: readonly OnCall[] }) {
  const org = useOrg().slug;
  const me = useMe();
  const now = useNow();
  const you = (person: Person | null) => (person?.id === me.id ? "you, " : "");
  const seconds = line.until ? Math.max(0, (new Date(line.until).getTime() - now.getTime()) / 1000) : 0;
  return (
    <div className="hstack wrap nowrow">
      <Somebody title="On call now" person={line.user}>
        {line.until ? `${you(line.user)}until ${when(line.until)}` : `${you(line.user)}for good`}
      </Somebody>
      {line.until && (
        <Somebody title={`Next, in ${span(seconds)}`} person={line.nextUser}>
          {you(line.nextUser)}from {when(line.until)}
        </Somebody>
      )}
      {others.map((one) => (
        <Somebody key={one.scheduleId} title={`${one.name} now`} person={one.user}>
          <Link className="link" to="/$org/on-call" params={{ org }} search={{ schedule: one.scheduleId }}>
            open
          </Link>
        </Somebody>
      ))}
    </div>
  );
}

function Somebody({ title, person, children }: { title: string; person: Person | null; children: React.ReactNode }) {
  return (
    <div className="hstack">
      <Avatar name={person?.name ?? null} {...(person ? { id: `user${person.id}` } : {})} big decorative />
      <div>
        <div className="faint small-text">{title}</div>
        <b className={person ? "" : "acc-text"}>{person?.name ?? "Nobody"}</b> <span className="faint">{children}</span>
      </div>
    </div>
  );
}

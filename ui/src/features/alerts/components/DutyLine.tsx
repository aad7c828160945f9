import { Link } from "@tanstack/react-router";
import { Avatar } from "@/components/Avatar";
import type { OnCall } from "@/lib/api/types";
import type { Duty } from "@/lib/oncall";

/** One schedule: who, until when, and who then. A hole is marked, for then nobody is told. */
export function DutyLine({ org, line, duty }: { org: string; line: Pick<OnCall, "scheduleId" | "name" | "user">; duty: Duty }) {
  return (
    <li className="duty">
      <Avatar name={line.user?.name ?? null} {...(line.user ? { id: `user${line.user.id}` } : {})} decorative />
      <span className="clip" title={`${duty.who}, ${duty.until}`}>
        <b className={line.user ? "" : "acc-text"}>{duty.who}</b> <span className="faint">{duty.until}</span>
      </span>
      <span className="sub clip faint">
        <Link className="link" to="/$org/on-call" params={{ org }} search={{ schedule: line.scheduleId }}>
          {line.name}
        </Link>
        {duty.next && `, ${duty.next}`}
      </span>
    </li>
  );
}

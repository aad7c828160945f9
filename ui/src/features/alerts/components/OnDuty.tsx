import * as Popover from "@radix-ui/react-popover";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Avatar } from "@/components/Avatar";
import { floatingHome } from "@/components/landmark";
import { Icon } from "@/components/Icon";
import type { OnCall } from "@/lib/api/types";
import { messageOf } from "@/lib/api/problem";
import { useLayer } from "@/lib/keyboard";
import { count } from "@/lib/numbers";
import { dutyOf, useOnCall } from "@/lib/oncall";
import { useCan, useMe } from "@/lib/session";
import { DutyLine } from "./DutyLine";

/** As many schedules as stand in one row of a wide page. */
const MOST = 3;

/** Who is on call now and next, in one row over the inbox. */
export function OnDuty({ org }: { org: string }) {
  return (
    <section className="onduty wide" aria-labelledby="h-onduty">
      <h2 id="h-onduty">On call now</h2>
      <Body org={org} />
    </section>
  );
}

/** The same behind a button, where a row would push the list down the page. */
export function OnDutyButton({ org }: { org: string }) {
  const { data: lines = [] } = useOnCall(org);
  const [open, setOpen] = useState(false);
  useLayer(open);
  const names = [...new Set(lines.map((one) => one.user?.name ?? "nobody"))];
  const first = lines[0]?.user;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <button type="button" className="btn quiet narrow-only">
          <span className="sr">On call now: {names.join(", ") || "no schedule says"}</span>
          {first ? <Avatar name={first.name} id={`user${first.id}`} decorative /> : <Icon name="cal" />}
          <Icon name="down" small />
        </button>
      </Popover.Trigger>
      <Popover.Portal container={floatingHome()}>
        <Popover.Content className="pop onduty-pop" align="end" sideOffset={6} collisionPadding={8} aria-label="On call now">
          <h2>On call now</h2>
          <Body org={org} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Body({ org }: { org: string }) {
  const may = useCan("member");
  const { data: lines, error, refetch } = useOnCall(org);
  if (error && !lines) {
    return (
      <p className="muted">
        It cannot be shown right now: {messageOf(error)} Alerts are sent all the same.{" "}
        <button type="button" className="link" onClick={() => void refetch()}>
          Try again
        </button>
      </p>
    );
  }
  if (!lines) return <span className="skel" />;
  if (lines.length > 0) return <Lines org={org} lines={lines} />;
  return (
    <p className="muted">
      No schedule says. What is critical goes to everybody who cares for its project.{" "}
      {may ? (
        <Link className="link" to="/$org/on-call" params={{ org }} search={{ make: "schedule" }}>
          Make a schedule
        </Link>
      ) : (
        "A member of this organization may make one."
      )}
    </p>
  );
}

function Lines({ org, lines }: { org: string; lines: readonly OnCall[] }) {
  const me = useMe();
  return (
    <>
      <ul>
        {lines.slice(0, MOST).map((line) => (
          <DutyLine key={line.scheduleId} org={org} line={line} duty={dutyOf(line, me.id)} />
        ))}
      </ul>
      {lines.length > MOST && (
        <Link className="link faint nowrap" to="/$org/on-call" params={{ org }} search={{}}>
          and {count(lines.length - MOST, "schedule")} more
        </Link>
      )}
    </>
  );
}

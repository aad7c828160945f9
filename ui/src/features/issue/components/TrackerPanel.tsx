import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { Icon } from "@/components/Icon";
import { Confirm } from "@/components/Dialog";
import { Skeleton } from "@/components/states";
import { messageOf } from "@/lib/api/problem";
import type { Issue, IssueLink, IssueLinks } from "@/lib/api/types";
import { useCan } from "@/lib/session";
import { useLinkChanges, useLinks } from "../api/links";
import { TrackerLink } from "./TrackerLink";

/** Where this issue stands at Jira, GitHub or GitLab; or the way to put it there. */
export function TrackerPanel({ org, issue }: { org: string; issue: Issue }) {
  const { data, isPending, isError } = useLinks(org, issue.id);
  const changes = useLinkChanges(org, issue.id);
  const can = useCan("member");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [unlinking, setUnlinking] = useState<IssueLink | null>(null);
  const run = async (work: Promise<void>): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    try {
      await work;
      return true;
    } catch (error) {
      setProblem(messageOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="side">
      <header>
        <h2>Tracker</h2>
      </header>
      {isPending && <Skeleton lines={1} label="Loading the tracker" />}
      {isError && <p className="faint">The links to trackers cannot be read right now.</p>}
      {data?.links.map((link) => (
        <TrackerLink key={link.id} org={org} link={link} may={can && !busy} onSync={() => void run(changes.sync(link.id))} onUnlink={() => setUnlinking(link)} />
      ))}
      {data && can && <Choices links={data} busy={busy} onMake={(tracker) => run(changes.make(tracker))} onLink={(tracker, key) => run(changes.link(tracker, key))} />}
      {data && data.links.length === 0 && data.trackers.length === 0 && <NoTracker org={org} />}
      <div role="alert">{problem && <p className="note wine">{problem}</p>}</div>
      <Confirm
        open={unlinking !== null}
        onClose={() => setUnlinking(null)}
        title={`Unlink ${unlinking?.key ?? "it"} from ${issue.shortId}?`}
        action="Unlink"
        keep="Keep the link"
        onConfirm={() => unlinking && void run(changes.unlink(unlinking.id))}
      >
        The issue in {unlinking?.tracker.name} stays as it is; neither follows the other from then on.
      </Confirm>
    </div>
  );
}

interface ChoicesProps {
  links: IssueLinks;
  busy: boolean;
  onMake: (tracker: string) => Promise<boolean>;
  onLink: (tracker: string, key: string) => Promise<boolean>;
}

/** One button for each tracker that has no issue for this one yet; and a field for those that exist already. */
function Choices({ links, busy, onMake, onLink }: ChoicesProps) {
  const [linking, setLinking] = useState(false);
  const first = links.trackers[0];
  if (!first) return null;
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    if (await onLink(String(values.get("tracker")), String(values.get("key")))) setLinking(false);
  };
  return (
    <>
      <div className="line wrap">
        {links.trackers.slice(0, 3).map((one) => (
          <button key={one.id} type="button" className="btn" disabled={busy} onClick={() => void onMake(one.id)}>
            <Icon name="plus" />
            <span className="clip">Create in {one.name}</span>
          </button>
        ))}
        <button type="button" className="btn quiet" aria-expanded={linking} onClick={() => setLinking(!linking)}>
          Link…
        </button>
      </div>
      {linking && (
        <form className="linkform" onSubmit={(event) => void submit(event)}>
          <select className="field" name="tracker" aria-label="Tracker" defaultValue={first.id}>
            {links.trackers.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
          <input className="field" name="key" required maxLength={500} aria-label="Key, number or URL of the issue there" placeholder="Key, number or URL" spellCheck={false} autoComplete="off" />
          <button type="submit" className="btn" disabled={busy}>
            Link it
          </button>
        </form>
      )}
    </>
  );
}

function NoTracker({ org }: { org: string }) {
  const can = useCan("admin");
  return (
    <p className="faint small-text">
      No tracker is connected.{" "}
      {can ? (
        <>
          <Link className="link" to="/$org/settings/trackers" params={{ org }}>
            Connect Jira, GitHub or GitLab
          </Link>
          , and issues here and there follow each other.
        </>
      ) : (
        "An admin can connect Jira, GitHub or GitLab in the settings."
      )}
    </p>
  );
}

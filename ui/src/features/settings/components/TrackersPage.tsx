import { useState } from "react";
import { Icon } from "@/components/Icon";
import { Failure, Skeleton } from "@/components/states";
import type { TrackerKind, TrackerWithSecret } from "@/lib/api/types";
import { useCan, useOrg } from "@/lib/session";
import { emptyDraft, KINDS, TITLES, useRenewTrackers, useTrackers, type Shown } from "../trackers";
import { HookSteps } from "./HookSteps";
import { SettingsPage } from "./SettingsPage";
import { TrackerBox } from "./TrackerBox";
import { TrackerForm } from "./TrackerForm";

export function TrackersPage() {
  const org = useOrg().slug;
  const can = useCan("admin");
  const renew = useRenewTrackers(org);
  const { data, error, refetch } = useTrackers(org, can);
  const [adding, setAdding] = useState<TrackerKind | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const made = (tracker: TrackerWithSecret) => {
    setAdding(null);
    setShown(tracker);
    void renew();
  };
  return (
    <SettingsPage title="Trackers">
      <h2 className="ttl sm">Issues here and there follow each other</h2>
      <p className="muted">
        An issue can be put into Jira, GitHub or GitLab with one click. Whoever closes it there resolves it here; resolving it here closes it there; when it comes back, it is opened again there, with a comment that says why.
      </p>
      {!can && <p className="note info">An admin of the organization can connect trackers.</p>}
      <div role="status">{shown && <HookSteps shown={shown} onClose={() => setShown(null)} />}</div>
      {error && <Failure error={error} title="The trackers cannot be listed right now" retry={() => void refetch()} />}
      {can && !data && !error && <Skeleton lines={4} />}
      {data?.map((one) => (
        <TrackerBox key={one.id} org={org} tracker={one} onChanged={renew} onSecret={(secret) => setShown({ ...secret, kind: one.kind, name: one.name })} />
      ))}
      {can && data?.length === 0 && !adding && <p className="faint">No tracker is connected yet. Choose one; a token of an account that may write issues there is all it takes.</p>}
      {can && !adding && (
        <div className="hstack wrap addrow">
          {KINDS.map((kind) => (
            <button key={kind} type="button" className="btn tall" onClick={() => setAdding(kind)}>
              <Icon name="plus" />
              Connect {TITLES[kind]}
            </button>
          ))}
        </div>
      )}
      {adding && (
        <section className="panel" aria-labelledby="h-new-tracker">
          <header>
            <h2 id="h-new-tracker">Connect {TITLES[adding]}</h2>
          </header>
          <TrackerForm key={adding} org={org} at={emptyDraft(adding)} onSaved={made} onCancel={() => setAdding(null)} />
        </section>
      )}
    </SettingsPage>
  );
}

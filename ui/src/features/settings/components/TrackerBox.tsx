import { useState } from "react";
import { Confirm } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Time } from "@/components/Time";
import { send } from "@/lib/api/client";
import type { HookSecret, Tracker, TrackerTried } from "@/lib/api/types";
import { useSaving } from "@/lib/saving";
import { bodyOf, draftOf, TITLES, trackersPath } from "../trackers";
import { Refusal } from "@/components/Field";
import { TrackerForm } from "./TrackerForm";

interface Props {
  org: string;
  tracker: Tracker;
  onChanged: () => Promise<void>;
  onSecret: (secret: HookSecret) => void;
}

/** One tracker: whether it works in both directions, and what can be done about it. */
export function TrackerBox({ org, tracker, onChanged, onSecret }: Props) {
  const saving = useSaving();
  const [changing, setChanging] = useState(false);
  const [asking, setAsking] = useState<"delete" | "secret" | null>(null);
  const [tried, setTried] = useState<TrackerTried | null>(null);
  const path = `${trackersPath(org)}${tracker.id}/`;
  const turn = async (isActive: boolean) => {
    await saving.run(() => send("PUT", path, { isActive }), `${tracker.name} switched ${isActive ? "on" : "off"}`);
    await onChanged();
  };
  const test = () => saving.run(async () => setTried(await send<TrackerTried>("POST", `${trackersPath(org)}test/`, { ...bodyOf(draftOf(tracker)), id: tracker.id })));
  const renew = () => saving.run(async () => onSecret(await send<HookSecret>("POST", `${path}hook-secret/`)));
  const remove = async () => {
    await saving.run(() => send("DELETE", path), `${tracker.name} disconnected`);
    await onChanged();
  };
  const saved = () => {
    setChanging(false);
    void onChanged();
  };
  return (
    <section className={tracker.isActive ? "panel keybox" : "panel keybox off"} aria-label={`Tracker ${tracker.name}`} tabIndex={-1}>
      <header>
        <h2 className="clip">{tracker.name}</h2>
        <span className="badge clip">
          {TITLES[tracker.kind]} · {tracker.project}
        </span>
        <span className="grow" />
        <label className="hstack">
          <span className="faint small-text">{tracker.isActive ? "on" : "off"}</span>
          <input type="checkbox" role="switch" className="switch" aria-label={`Tracker ${tracker.name} is on`} checked={tracker.isActive} disabled={saving.busy} onChange={(event) => void turn(event.target.checked)} />
        </label>
      </header>
      {!changing && (
        <div className="in">
          {tracker.disabledBecause && <p className="note warn">{tracker.disabledBecause}</p>}
          <p className="muted">
            {linkWords(tracker.links)} {followWords(tracker)}{" "}
            {tracker.lastHook ? (
              <>
                Its webhook last called <Time at={tracker.lastHook} withAgo />.
              </>
            ) : (
              "Its webhook has not called yet."
            )}
          </p>
          <div role="status">{tried && <p className={tried.ok ? "note info" : "note wine"}>{tried.detail}</p>}</div>
          <Refusal problem={saving.problem} />
          <div className="hstack wrap acts-below">
            <button type="button" className="btn" disabled={saving.busy} onClick={() => void test()}>
              <Icon name="send" />
              Test
            </button>
            <button type="button" className="btn" onClick={() => setChanging(true)}>
              <Icon name="pen" />
              Change
            </button>
            <button type="button" className="btn quiet" onClick={() => setAsking("secret")}>
              New webhook secret
            </button>
            <button type="button" className="btn quiet" onClick={() => setAsking("delete")}>
              Disconnect
            </button>
          </div>
        </div>
      )}
      {changing && <TrackerForm org={org} at={draftOf(tracker)} id={tracker.id} linked={tracker.links > 0} onSaved={saved} onCancel={() => setChanging(false)} />}
      <Confirm open={asking === "delete"} onClose={() => setAsking(null)} title={`Disconnect ${tracker.name}?`} action="Disconnect" onConfirm={() => void remove()}>
        {tracker.links === 0 ? "No issue is linked." : `${tracker.links} links go with it.`} The issues there stay as they are; the token kept here is deleted.
      </Confirm>
      <Confirm open={asking === "secret"} onClose={() => setAsking(null)} title={`A new webhook secret for ${tracker.name}?`} action="Make a new secret" keep="Keep the old one" onConfirm={() => void renew()}>
        Calls that are signed with the old one are refused from then on, until the new one is entered at {TITLES[tracker.kind]}.
      </Confirm>
    </section>
  );
}

function linkWords(links: number): string {
  if (links === 0) return "No issue is linked yet.";
  return links === 1 ? "1 issue is linked." : `${links} issues are linked.`;
}

function followWords({ sendsStatus, takesStatus }: Tracker): string {
  if (sendsStatus && takesStatus) return "Both sides follow each other.";
  if (sendsStatus) return "Theirs follow ours.";
  return takesStatus ? "Ours follow theirs." : "Neither side follows the other.";
}

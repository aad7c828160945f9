import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { CopyButton } from "@/components/CopyButton";
import { kindIcon } from "@/components/delivery-marks";
import { Confirm } from "@/components/Dialog";
import { Refusal } from "@/components/Field";
import { Icon } from "@/components/Icon";
import { Time } from "@/components/Time";
import { send } from "@/lib/api/client";
import type { Channel, ChannelKind, ChannelTried, DeliveryTarget } from "@/lib/api/types";
import { useRenewDeliveries, useTargets } from "@/lib/deliveries";
import { count, percent } from "@/lib/numbers";
import { useSaving } from "@/lib/saving";
import { channelsPath, draftOf, testWords, useRenewChannels } from "../../channels";
import { ChannelForm } from "./ChannelForm";

interface Props {
  org: string;
  channel: Channel;
  kind: ChannelKind | undefined;
  changing: boolean;
  onChange: (on: boolean) => void;
  onSaved: () => void;
}

/** One channel: whether messages arrive there, and what can be done about it. */
export function ChannelBox({ org, channel, kind, changing, onChange, onSaved }: Props) {
  const saving = useSaving();
  const renew = useRenewChannels(org);
  const { data: targets } = useTargets(org);
  const target = targets?.find((one) => one.target === channel.target);
  const path = `${channelsPath(org)}${channel.id}/`;
  const turn = async (isActive: boolean) => {
    await saving.run(() => send("PUT", path, { isActive }), `${channel.name} is ${isActive ? "on" : "off"}`);
    await renew();
  };
  return (
    <section className={channel.isActive ? "panel keybox channelbox" : "panel keybox channelbox off"} aria-label={`Channel ${channel.name}`} tabIndex={-1}>
      <header>
        <Icon name={kindIcon(channel.kind)} className="faint" />
        <h2 className="clip">{channel.name}</h2>
        <span className="badge clip">{kind?.label ?? channel.kind}</span>
        <span className="grow" />
        <label className="hstack">
          <span className="faint small-text">{channel.isActive ? "on" : "off"}</span>
          <input
            type="checkbox"
            role="switch"
            className="switch"
            aria-label={`Channel ${channel.name} is on`}
            checked={channel.isActive}
            disabled={saving.busy || !channel.mayChange}
            title={channel.mayChange ? undefined : "An admin of the organization may change it"}
            onChange={(event) => void turn(event.target.checked)}
          />
        </label>
      </header>
      {changing && kind && channel.mayChange ? (
        <ChannelForm org={org} kind={kind} at={draftOf(channel)} channel={channel} mayForAll onSaved={onSaved} onCancel={() => onChange(false)} />
      ) : (
        <div className="in">
          <Standing org={org} channel={channel} target={target} />
          {channel.actionsUrl && channel.secrets.includes("signing_secret") && (
            <p className="faint small-text hstack wrap">
              <span>Request URL for the app’s interactivity: {channel.actionsUrl}</span>
              <CopyButton text={channel.actionsUrl} bare className="btn quiet" label="Copy the request URL" />
            </p>
          )}
          <Refusal problem={saving.problem} />
          {channel.mayChange && <Acts org={org} channel={channel} waiting={target?.unsynced ?? 0} onChange={() => onChange(true)} />}
        </div>
      )}
    </section>
  );
}

/** Whether it works, in a sentence. */
function Standing({ org, channel, target }: { org: string; channel: Channel; target: DeliveryTarget | undefined }) {
  return (
    <>
      {!channel.isActive && (
        <p className="note warn">
          <Icon name="tri" />
          <span>{channel.disabledBecause ? `Switched off: ${channel.disabledBecause}` : "Somebody switched it off: nothing goes there."}</span>
        </p>
      )}
      <p className="muted">
        {target?.lastSuccess ? (
          <>
            Last success <Time at={target.lastSuccess} withAgo />.{" "}
          </>
        ) : (
          !target?.successRate && "Nothing has arrived there yet. "
        )}
        {target && target.successRate !== null && <>{percent(Math.round(target.successRate * target.attempts), target.attempts)} of {count(target.attempts, "attempt")} in 24 h. </>}
        At most {channel.perMinute} a minute.{" "}
        {target && target.unsynced > 0 && (
          <Link className="link" to="/$org/deliveries" params={{ org }} search={{ target: channel.target }}>
            {count(target.unsynced, "delivery has", "deliveries have")} not arrived
          </Link>
        )}
      </p>
    </>
  );
}

function Acts({ org, channel, waiting, onChange }: { org: string; channel: Channel; waiting: number; onChange: () => void }) {
  const saving = useSaving();
  const testing = useSaving();
  const renew = useRenewChannels(org);
  const renewDeliveries = useRenewDeliveries(org);
  const [asking, setAsking] = useState(false);
  const [tried, setTried] = useState<ChannelTried | null>(null);
  const path = `${channelsPath(org)}${channel.id}/`;
  const said = tried && testWords(tried);
  const test = async () => {
    setTried(null);
    await testing.run(async () => setTried(await send<ChannelTried>("POST", `${path}test/`)));
    renewDeliveries();
  };
  const remove = async () => {
    await saving.run(() => send("DELETE", path), `${channel.name} deleted`);
    await renew();
  };
  return (
    <>
      <div role="status">
        {testing.busy && <p className="note">Sending a test and waiting for the answer…</p>}
        {said && tried && (
          <p className={`note ${said.tone}`}>
            <span className="grow">{said.text}</span>
            <Link className="link" to="/$org/deliveries" params={{ org }} search={{ state: "all", target: channel.target, delivery: tried.id }}>
              what was said
            </Link>
          </p>
        )}
      </div>
      <Refusal problem={testing.problem ?? saving.problem} />
      <div className="hstack wrap acts-below">
        <button type="button" className="btn" disabled={testing.busy || !channel.isActive} title={channel.isActive ? undefined : "It is switched off"} onClick={() => void test()}>
          <Icon name="send" />
          Send a test
        </button>
        <button type="button" className="btn" onClick={onChange}>
          <Icon name="pen" />
          Change
        </button>
        <button type="button" className="btn quiet" disabled={saving.busy} onClick={() => setAsking(true)}>
          Delete…
        </button>
      </div>
      <Confirm open={asking} onClose={() => setAsking(false)} title={`Delete ${channel.name}?`} action="Delete the channel" onConfirm={() => void remove()}>
        {waiting > 0 ? `${count(waiting, "delivery", "deliveries")} for it that ${waiting === 1 ? "has" : "have"} not arrived ${waiting === 1 ? "is" : "are"} discarded. ` : "Nothing waits for it. "}
        What is secret of it is forgotten. One that a policy names stays until the policy lets go of it.
      </Confirm>
    </>
  );
}

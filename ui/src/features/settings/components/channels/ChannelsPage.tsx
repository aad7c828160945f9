import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Failure, Skeleton } from "@/components/states";
import type { Channel, ChannelKind } from "@/lib/api/types";
import { count } from "@/lib/numbers";
import { useCan, useOrg } from "@/lib/session";
import { emptyDraft, useChannelKinds, useChannels, useMailIsSetUp, useRenewChannels } from "../../channels";
import { SettingsPage } from "../SettingsPage";
import { AddChannel } from "./AddChannel";
import { ChannelBox } from "./ChannelBox";
import { ChannelForm } from "./ChannelForm";

/** Where messages go, and whether they can. */
export function ChannelsPage() {
  const org = useOrg().slug;
  const channels = useChannels(org);
  const kinds = useChannelKinds(org);
  const mail = useMailIsSetUp(org);
  const error = channels.error ?? kinds.error;
  const retry = () => {
    void channels.refetch();
    void kinds.refetch();
  };
  return (
    <SettingsPage title="Channels">
      {error && <Failure error={error} title="The channels cannot be listed right now" retry={retry} />}
      {channels.data && kinds.data && mail !== undefined ? (
        <Loaded key={org} org={org} channels={channels.data} kinds={kinds.data} mail={mail} />
      ) : (
        !error && <Skeleton lines={6} label="Loading the channels" />
      )}
    </SettingsPage>
  );
}

function Loaded({ org, channels, kinds, mail }: { org: string; channels: Channel[]; kinds: ChannelKind[]; mail: boolean | null }) {
  const { add, change } = useSearch({ from: "/$org/settings/channels" });
  const navigate = useNavigate({ from: "/$org/settings/channels" });
  const renew = useRenewChannels(org);
  const mayForAll = useCan("admin");
  const may = useCan("member");
  const open = (search: { add?: string; change?: string }) => void navigate({ search });
  const adding = may ? kinds.find((one) => one.id === add) : undefined;
  const done = () => {
    open({});
    void renew();
  };
  const shared = channels.filter((one) => !one.personal);
  const own = channels.filter((one) => one.personal);
  const boxes = (some: readonly Channel[]) => some.map((one) => <ChannelBox key={one.id} org={org} channel={one} kind={kinds.find(({ id }) => id === one.kind)} changing={change === one.id} onChange={(on) => open(on ? { change: one.id } : {})} onSaved={done} />);
  return (
    <>
      <h2 className="ttl sm">{titleOf(channels)}</h2>
      <p className="muted">
        A channel is a place that messages go to: a mailbox, a chat, a pager, a program of yours. Policies and rules name it; each has a test, a pace, and its words.{" "}
        <Link className="link" to="/$org/deliveries" params={{ org }} search={{}}>
          What became of each message
        </Link>{" "}
        stands in the deliveries.
      </p>
      <p className="muted">
        Without a policy of yours, what is critical or high goes to every chat and pager, a new issue (medium) by mail alone, and nothing to a webhook or a mailbox:{" "}
        <Link className="link" to="/$org/on-call" params={{ org }} search={{}}>
          make a policy
        </Link>{" "}
        that names it.
      </p>
      {mail === false && (
        <p className="note info">
          <span>
            Mail is not set up yet: it works once whoever runs this Redshank sets <code>REDSHANK_SMTP_URL</code>.
          </span>
        </p>
      )}
      {adding && (
        <section className="panel" aria-labelledby="h-new-channel">
          <header>
            <h2 id="h-new-channel">New channel: {adding.label}</h2>
          </header>
          <ChannelForm key={adding.id} org={org} kind={adding} at={emptyDraft(adding, !mayForAll)} mayForAll={mayForAll} onSaved={done} onCancel={() => open({})} />
        </section>
      )}
      {boxes(shared)}
      {own.length > 0 && <h2 className="ttl sm own-channels">Yours, and nobody else’s</h2>}
      {boxes(own)}
      {!adding && <AddChannel kinds={kinds} isFirst={channels.length === 0} may={may} mayForAll={mayForAll} onAdd={(kind) => open({ add: kind })} />}
    </>
  );
}

function titleOf(channels: readonly Channel[]): string {
  if (channels.length === 0) return "No channel yet";
  const off = channels.filter((one) => !one.isActive).length;
  return off === 0 ? `${count(channels.length, "channel")}, all on` : `${off} of ${count(channels.length, "channel")} ${off === 1 ? "is" : "are"} switched off`;
}

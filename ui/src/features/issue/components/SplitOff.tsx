import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Confirm } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { send } from "@/lib/api/client";
import { messageOf } from "@/lib/api/problem";
import { useNotices } from "@/lib/notices";
import { whole } from "@/lib/numbers";
import { useCan } from "@/lib/session";
import { useHashes } from "../api/queries";

/** That several fingerprints lead here, and the way to let that of this event start an issue of its own. */
export function SplitOff({ org, issue, hashes }: { org: string; issue: string; hashes: readonly string[] }) {
  const client = useQueryClient();
  const { tell } = useNotices();
  const can = useCan("member");
  const [asking, setAsking] = useState(false);
  const { data: all = [] } = useHashes(org, issue);
  const own = all.filter((one) => hashes.includes(one.id)).map((one) => one.id);
  if (all.length <= own.length) return null;
  const split = async () => {
    try {
      await send("DELETE", `/organizations/${org}/issues/${issue}/hashes/`, undefined, { id: own });
      tell("Split off: new events like this one start an issue of their own");
    } catch (error) {
      tell(`Nothing was split off: ${messageOf(error)}`, { tone: "failed" });
    }
    void client.invalidateQueries({ queryKey: ["hashes", org, issue] });
    void client.invalidateQueries({ queryKey: ["activity", org] });
  };
  return (
    <div className="hstack wrap split-off">
      <Icon name="merge" className="faint" />
      <span className="muted grow">
        {whole(all.length)} fingerprints lead to this issue, since others were merged into it.
        {own.length === 0 && " That of this event was split off: new events like it have an issue of their own."}
      </span>
      {own.length > 0 && (
        <button type="button" className="btn" disabled={!can} title={can ? "Let new events like this one start an issue of their own" : "Your role does not allow this"} onClick={() => setAsking(true)}>
          Split this one off…
        </button>
      )}
      {asking && (
        <Confirm open onClose={() => setAsking(false)} title="Split this fingerprint off?" keep="Leave it here" action="Split it off" onConfirm={() => void split()}>
          New events like this one start an issue of their own. Those that came until now stay here, since they were counted together. Merging the two issues brings them together again.
        </Confirm>
      )}
    </div>
  );
}

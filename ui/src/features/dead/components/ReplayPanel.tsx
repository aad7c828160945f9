import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Batch } from "@/components/batch";
import type { Replay } from "@/lib/api/types";
import { useNow } from "@/lib/now";
import { whole } from "@/lib/numbers";
import { useSaving } from "@/lib/saving";
import { useCan } from "@/lib/session";
import { useRenewDead } from "../api/records";
import { stopReplay, useLatestReplay } from "../api/replays";
import { isWaiting, resultWords, titleWords, triedOf } from "../replay-words";

/** The latest replay: how far it has come, what came of it, and the way to stop it. */
export function ReplayPanel({ org }: { org: string }) {
  const { data: replay } = useLatestReplay(org);
  const renew = useRenewDead(org);
  const tried = replay ? triedOf(replay) : 0;
  const state = replay?.state;
  useEffect(() => {
    if (tried > 0) renew();
    // Whenever some more have been tried, the list and the books have changed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [tried, state]);
  return replay ? <Panel org={org} replay={replay} /> : null;
}

function Panel({ org, replay }: { org: string; replay: Replay }) {
  const client = useQueryClient();
  const mayAct = useCan("admin");
  const now = useNow();
  const saving = useSaving();
  const running = replay.state === "running";
  const stop = () => saving.run(async () => client.setQueryData(["dead-replays", org], await stopReplay(org, replay.id)));
  return (
    <Batch
      label="Replay"
      mood={running ? "running" : replay.failed > 0 || replay.left > 0 ? "badly" : "well"}
      title={titleWords(replay)}
      done={triedOf(replay)}
      total={replay.total}
      result={resultWords(replay) + (running ? `, ${whole(replay.left)} left at ${whole(replay.rate)} a second` : "")}
      started={replay.dateStarted}
      startedBy={replay.startedBy}
      ended={replay.dateEnded}
      problem={saving.problem}
      actions={
        running &&
        mayAct && (
          <button type="button" className="btn" disabled={saving.busy} onClick={() => void stop()}>
            Stop
          </button>
        )
      }
    >
      {isWaiting(replay, now) && <p className="note warn">No processor has taken it up. It begins when one runs.</p>}
    </Batch>
  );
}

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Icon } from "@/components/Icon";
import { Time } from "@/components/Time";
import { messageOf } from "@/lib/api/problem";
import type { Replay } from "@/lib/api/types";
import { useNow } from "@/lib/now";
import { whole } from "@/lib/numbers";
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
  const [problem, setProblem] = useState<string | null>(null);
  const running = replay.state === "running";
  const stop = async () => {
    try {
      client.setQueryData(["dead-replays", org], await stopReplay(org, replay.id));
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <section className="panel replay" aria-label="Replay">
      <div className="in">
        <div className="hstack wrap">
          <Icon name={running ? "loop" : replay.failed > 0 || replay.left > 0 ? "tri" : "checkc"} className={running ? "" : replay.failed > 0 || replay.left > 0 ? "warn" : "ok"} />
          <b className="grow" role="status">
            {titleWords(replay)}
          </b>
          {running && mayAct && (
            <button type="button" className="btn" onClick={() => void stop()}>
              Stop
            </button>
          )}
        </div>
        {running && <progress max={replay.total} value={triedOf(replay)} aria-label="Tried so far" />}
        <p className="muted num">
          {resultWords(replay)}
          {running && `, ${whole(replay.left)} left at ${whole(replay.rate)} a second`}
        </p>
        <p className="faint small-text">
          Started <Time at={replay.dateStarted} withAgo />
          {replay.startedBy && ` by ${replay.startedBy}`}
          {replay.dateEnded && (
            <>
              , ended <Time at={replay.dateEnded} withAgo />
            </>
          )}
        </p>
        {isWaiting(replay, now) && <p className="note warn">No processor has taken it up. It begins when one runs.</p>}
        <div role="alert">{problem && <p className="note wine">{problem}</p>}</div>
      </div>
    </section>
  );
}

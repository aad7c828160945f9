import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { Batch } from "@/components/batch";
import { DeliveryMark } from "@/components/delivery-marks";
import { Icon } from "@/components/Icon";
import { Time } from "@/components/Time";
import type { Resend } from "@/lib/api/types";
import { useRenewDeliveries } from "@/lib/deliveries";
import { whole } from "@/lib/numbers";
import { useSaving } from "@/lib/saving";
import { useCan } from "@/lib/session";
import { useDelivery } from "../api/list";
import { continueResend, resendsKey, stopResend, useResends } from "../api/resends";
import { isMoving, recordWords, resendTitle, resendWords } from "../words";

/** The latest batch: how far it has come, what came of it, the way to stop it; and those before it. */
export function ResendPanel({ org }: { org: string }) {
  const { data: resends = [] } = useResends(org);
  const renew = useRenewDeliveries(org);
  const [latest, ...earlier] = resends;
  const progress = latest ? `${latest.id} ${latest.synced} ${latest.failed} ${latest.state}` : "";
  useEffect(() => {
    if (progress) renew();
    // Whenever some more have been tried, the list and the targets have changed.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [progress]);
  if (!latest) return null;
  return (
    <>
      {isRecent(latest) && <Latest org={org} resend={latest} />}
      <Earlier resends={isRecent(latest) ? earlier : resends} />
    </>
  );
}

const RECENT_MS = 3_600_000;

/** The outcome of one that ended long ago is history, and stands with the others. */
function isRecent(resend: Resend): boolean {
  return resend.dateEnded === null || Date.now() - Date.parse(resend.dateEnded) < RECENT_MS;
}

function Latest({ org, resend }: { org: string; resend: Resend }) {
  const client = useQueryClient();
  const may = useCan("member");
  const saving = useSaving();
  const running = resend.state === "running";
  const waits = resend.state === "waiting";
  const well = resend.failed === 0 && resend.state !== "stopped";
  const change = (work: (org: string, id: string) => Promise<Resend>) => saving.run(async () => {
    const changed = await work(org, resend.id);
    client.setQueryData<Resend[]>(resendsKey(org), (old = []) => old.map((one) => (one.id === changed.id ? changed : one)));
  });
  return (
    <Batch
      label="Re-send"
      mood={waits ? "waiting" : running ? "running" : well ? "well" : "badly"}
      title={resendTitle(resend)}
      done={resend.reached}
      total={resend.total}
      result={resendWords(resend)}
      started={resend.dateStarted}
      startedBy={resend.startedBy}
      ended={resend.dateEnded}
      problem={saving.problem}
      actions={
        may && (
          <>
            {waits && (
              <button type="button" className="btn pri" disabled={saving.busy} onClick={() => void change(continueResend)}>
                Send the other {whole(resend.total - resend.reached)}
              </button>
            )}
            {(running || waits) && (
              <button type="button" className="btn" disabled={saving.busy} onClick={() => void change(stopResend)}>
                Stop
              </button>
            )}
          </>
        )
      }
    >
      {waits && resend.first && <First org={org} id={resend.first} />}
    </Batch>
  );
}

/** The one that went ahead, and what came back. */
function First({ org, id }: { org: string; id: string }) {
  const { data } = useDelivery(org, id);
  if (!data) return null;
  const answer = data.tries.at(-1)?.answer;
  return (
    <p className="hstack wrap">
      <DeliveryMark state={data.state} />
      <Link className="link" to="/$org/deliveries" params={{ org }} search={(old) => ({ ...old, delivery: id })}>
        {data.title || data.purpose}
      </Link>
      <span className="muted">{isMoving(data) ? "is on its way" : (data.error ?? answer ?? "")}</span>
    </p>
  );
}

function Earlier({ resends }: { resends: readonly Resend[] }) {
  if (resends.length === 0) return null;
  return (
    <details className="earlier">
      <summary className="muted">Earlier re-sends</summary>
      <ul>
        {resends.map((one) => (
          <li key={one.id} className="hstack small-text muted">
            <Icon name={one.state === "stopped" ? "mute" : one.failed > 0 ? "tri" : "checkc"} small className={one.state !== "stopped" && one.failed === 0 ? "ok" : "warn"} />
            <span className="grow">{recordWords(one)}</span>
            <span className="faint">
              <Time at={one.dateStarted} withAgo />
              {one.startedBy && `, ${one.startedBy}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

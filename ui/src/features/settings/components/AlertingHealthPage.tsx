import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { Icon } from "@/components/Icon";
import { Failure, Skeleton } from "@/components/states";
import { Time } from "@/components/Time";
import { get } from "@/lib/api/client";
import type { AlertingHealth } from "@/lib/api/types";
import { whole } from "@/lib/numbers";
import { useOrg } from "@/lib/session";
import { span } from "@/lib/time";
import { SettingsPage } from "./SettingsPage";

const RENEW_MS = 10_000;

/** Is anybody told when something breaks? The answer first, then what it rests on. */
export function AlertingHealthPage() {
  const org = useOrg().slug;
  const { data, error, refetch } = useQuery({
    queryKey: ["alerting-health", org],
    queryFn: ({ signal }) => get<AlertingHealth>(`/organizations/${org}/alerting-health/`, undefined, signal),
    refetchInterval: RENEW_MS,
  });
  return (
    <SettingsPage title="Alerting health">
      <h2 className="ttl sm">Is anybody told when something breaks?</h2>
      {error && <Failure error={error} title="How alerting does cannot be shown right now" retry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} />}
      {data && (
        <>
          <p className={data.somebodyIsTold ? "note ok answer" : "note warn answer"} role="status">
            <Icon name={data.somebodyIsTold ? "check" : "tri"} />
            <span>{data.sentence}</span>
          </p>
          {data.troubles.map((one) => (
            <p key={one.name} className="muted">
              Since <Time at={one.since} withAgo />: {one.detail} {one.toldAt ? "Owners and admins were written to." : "Nobody was written to yet."}
            </p>
          ))}
          <Facts org={org} health={data} />
          <Alerters health={data} />
          <Disabled health={data} />
        </>
      )}
    </SettingsPage>
  );
}

function Facts({ org, health }: { org: string; health: AlertingHealth }) {
  const { heartbeat } = health;
  return (
    <section className="panel" aria-labelledby="h-facts">
      <header>
        <h2 id="h-facts">What it rests on</h2>
      </header>
      <div className="in">
        <dl className="kv">
          <dt>Evaluation</dt>
          <dd>
            {health.oldestSignalAt ? `${span(health.lagSeconds)} behind` : "up to date"}
            {health.evaluatedAt && (
              <>
                , last done <Time at={health.evaluatedAt} withAgo />
              </>
            )}
          </dd>
          <dt>Messages</dt>
          <dd>
            {whole(health.deliveriesWaiting)} wait, {whole(health.deliveriesFailed)} failed within a day
            {health.oldestDueAt && (
              <>
                ; one has been due for <Time at={health.oldestDueAt} />
              </>
            )}
          </dd>
          <dt>Mail</dt>
          <dd>{health.mailIsSetUp ? "set up" : "not set up: REDSHANK_SMTP_URL"}</dd>
          <dt>Channels</dt>
          <dd>
            {health.activeChannels === 0 && (
              <>
                <Link className="link" to="/$org/settings/channels" params={{ org }} search={{}}>
                  Add one
                </Link>
                ;{" "}
              </>
            )}
            {whole(health.activeChannels)} active, {whole(health.disabledChannels.length)} switched off
          </dd>
          <dt>Heartbeat</dt>
          <dd>
            {!heartbeat.isSetUp && "not set up: with REDSHANK_HEARTBEAT_URL somebody outside notices when all of this is down"}
            {heartbeat.isSetUp && (
              <>
                last ping <Time at={heartbeat.pingedAt} withAgo none="never" />
                {heartbeat.error && <span className="warn">; {heartbeat.error}</span>}
              </>
            )}
          </dd>
        </dl>
      </div>
    </section>
  );
}

function Alerters({ health }: { health: AlertingHealth }) {
  return (
    <section className="panel tablebox" aria-labelledby="h-alerters">
      <header>
        <h2 id="h-alerters">Alerters</h2>
        <span className="faint clip">processes that evaluate rules and send messages</span>
      </header>
      {health.alerters.length === 0 ? (
        <p className="none-row muted">None was seen for a day.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>Name</th>
              <th>Seen</th>
              <th>Duties</th>
              <th className="wide-cell">Started</th>
            </tr>
          </thead>
          <tbody>
            {health.alerters.map((one) => (
              <tr key={one.name}>
                <td className="clip">{one.name}</td>
                <td className={one.isAlive ? "" : "warn"}>
                  <Time at={one.seenAt} withAgo />
                </td>
                <td className="fill duties">
                  {one.rounds.map((round, at) => (
                    <Fragment key={round.duty}>
                      {at > 0 && ", "}
                      <span className={round.isLate ? "warn" : undefined}>
                        {round.duty} {round.isLate && "late, "}
                        <span className="faint">
                          <Time at={round.at} withAgo />
                        </span>
                      </span>
                    </Fragment>
                  ))}
                </td>
                <td className="faint wide-cell">
                  <Time at={one.startedAt} withAgo />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {health.earlierAlerters > 0 && (
        <p className="none-row faint">
          {health.earlierAlerters === 1 ? "One earlier one is" : `${health.earlierAlerters} earlier ones are`} not listed: replaced, or gone for more than an hour while others do the work.
        </p>
      )}
    </section>
  );
}

function Disabled({ health }: { health: AlertingHealth }) {
  if (health.disabledChannels.length === 0) return null;
  return (
    <section className="panel tablebox" aria-labelledby="h-disabled">
      <header>
        <h2 id="h-disabled">Channels that are switched off</h2>
      </header>
      <table>
        <thead>
          <tr>
            <th>Channel</th>
            <th>Why</th>
          </tr>
        </thead>
        <tbody>
          {health.disabledChannels.map((one) => (
            <tr key={one.id}>
              <td>
                {one.name} <span className="faint">{one.kind.replaceAll("_", " ")}</span>
              </td>
              <td className="fill muted">{one.disabledBecause}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useRef } from "react";
import { Icon } from "@/components/Icon";
import { Page } from "@/components/Page";
import { Path } from "@/components/Path";
import { Empty, Failure, Skeleton } from "@/components/states";
import { Problem } from "@/lib/api/problem";
import type { AlertDetail } from "@/lib/api/types";
import { useLiveAlerts } from "@/lib/alerts";
import { useKeys } from "@/lib/keyboard";
import { useCan, useOrg } from "@/lib/session";
import { useAlert } from "../api/detail";
import { mayBe, type Deed } from "../changes";
import { silenceFor } from "../silence-for";
import { useAlertChanges } from "../use-changes";
import { AlertAside } from "./AlertAside";
import { AlertTop } from "./AlertTop";
import { CommentForm } from "./CommentForm";
import { TimeLine } from "./TimeLine";

/** Does somebody know, and what comes next? */
export function AlertPage() {
  const org = useOrg().slug;
  const { alert: id = "" } = useParams({ strict: false });
  useLiveAlerts(org);
  const { data, error, refetch } = useAlert(org, id);
  if (data) return <Loaded key={data.id} org={org} alert={data} />;
  return (
    <Page title={id} crumbs={<Crumbs org={org} id={id} />}>
      {error instanceof Problem && error.status === 404 ? (
        <Empty
          alone
          title={`There is no alert ${id}`}
          actions={
            <Link className="btn pri" to="/$org/alerts" params={{ org }} search={{}}>
              Go to the alerts
            </Link>
          }
        >
          It may have been deleted with its project.
        </Empty>
      ) : error ? (
        <div className="pad">
          <Failure error={error} title="The alert cannot be read right now" retry={() => void refetch()}>
            Nothing is lost: those who are to be told are told without this page.
          </Failure>
        </div>
      ) : (
        <div className="pad">
          <Skeleton lines={8} label="Loading the alert" />
        </div>
      )}
    </Page>
  );
}

function Crumbs({ org, id }: { org: string; id: string }) {
  return (
    <Path>
      <Link className="crumb" to="/$org/alerts" params={{ org }} search={{}}>
        Alerts
      </Link>
      <span className="here">{id}</span>
    </Path>
  );
}

function Loaded({ org, alert }: { org: string; alert: AlertDetail }) {
  const navigate = useNavigate();
  const may = useCan("member");
  const comment = useRef<HTMLTextAreaElement>(null);
  const changes = useAlertChanges(org);
  const change = (deed: Deed) => may && changes.change([alert], deed);
  const next = alert.policy.steps.find((one) => one.state === "next");
  const escalate = () => void changes.act(alert, "escalate", { step: next?.number ?? null }, `${alert.shortId}: step ${next?.number ?? ""} is told now`);
  const silence = () => void navigate({ to: "/$org/alerts/silences", params: { org }, search: { make: "silence", matcher: silenceFor(alert) } });
  const isOpen = alert.status !== "resolved";
  useKeys({
    w: () => change("acknowledge"),
    e: () => change("resolve"),
    m: () => comment.current?.focus(),
    ...(isOpen && may ? { s: silence } : {}),
  });
  const refused = may ? undefined : "A member of this organization may do this";
  const resolve = isOpen && (
    <button type="button" className="btn" disabled={!may} title={refused} onClick={() => change("resolve")}>
      <Icon name="check" />
      Resolve <kbd>e</kbd>
    </button>
  );
  const quiet = isOpen && (
    <button type="button" className="btn" disabled={!may} title={refused ?? "Hold back what is like this · s"} onClick={silence}>
      <Icon name="belloff" />
      Silence…
    </button>
  );
  return (
    <Page
      title={`${alert.shortId} ${alert.rule.name}`}
      crumbs={<Crumbs org={org} id={alert.shortId} />}
      actions={
        <>
          <span className="hstack wide">
            {quiet}
            {isOpen && next && (
              <button type="button" className="btn" disabled={!may} title={refused ?? `Tell step ${next.number} now`} onClick={escalate}>
                <Icon name="up" />
                Escalate now
              </button>
            )}
            {alert.status === "acknowledged" && (
              <button type="button" className="btn" disabled={!may} title={refused ?? "It goes on telling people"} onClick={() => change("unacknowledge")}>
                <Icon name="back" />
                Take back
              </button>
            )}
            {resolve}
          </span>
          {mayBe("reopen", alert) && (
            <button type="button" className="btn" disabled={!may} title={refused ?? "It goes on where it stood"} onClick={() => change("reopen")}>
              <Icon name="back" />
              Open again
            </button>
          )}
          {mayBe("acknowledge", alert) && (
            <button type="button" className="btn pri ack" disabled={!may} title={refused} onClick={() => change("acknowledge")}>
              <Icon name="half" />
              Acknowledge <kbd>w</kbd>
            </button>
          )}
        </>
      }
    >
      <AlertTop org={org} alert={alert} />
      <div className="issue">
        <div className="body">
          <TimeLine alert={alert} />
          {may && <CommentForm alert={alert} act={changes.act} ref={comment} />}
        </div>
        <AlertAside org={org} alert={alert} />
      </div>
      {isOpen && (
        <div className="stickact">
          {quiet}
          {resolve}
        </div>
      )}
    </Page>
  );
}

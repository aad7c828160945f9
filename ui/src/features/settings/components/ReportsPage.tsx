import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Icon } from "@/components/Icon";
import { Failure, Skeleton } from "@/components/states";
import { get, send } from "@/lib/api/client";
import type { ReportPreview } from "@/lib/api/types";
import { useOrg } from "@/lib/session";
import { exact } from "@/lib/time";
import { useSaving } from "@/lib/saving";
import { Refusal } from "@/components/Field";
import { SettingsPage } from "./SettingsPage";

type Period = ReportPreview["period"];

/** What the next report says, when it comes, and one right now. */
export function ReportsPage() {
  const org = useOrg().slug;
  const [period, setPeriod] = useState<Period>("weekly");
  const path = `/organizations/${org}/reports/preview/`;
  const { data, error, refetch } = useQuery({
    queryKey: ["report", org, period],
    queryFn: ({ signal }) => get<ReportPreview>(path, { period }, signal),
    placeholderData: (old) => old,
  });
  return (
    <SettingsPage title="Reports">
      <h2 className="ttl sm">A day or a week in one mail</h2>
      <p className="muted">
        What is new, what came back, what was resolved, whether messages arrived and what was lost. Whether and when yours come is set under{" "}
        <Link className="link" to="/$org/settings/notifications" params={{ org }}>
          Notifications
        </Link>
        .
      </p>
      <div className="pick">
        <span className="seg" role="group" aria-label="Which report">
          <button type="button" aria-pressed={period === "daily"} onClick={() => setPeriod("daily")}>
            Daily
          </button>
          <button type="button" aria-pressed={period === "weekly"} onClick={() => setPeriod("weekly")}>
            Weekly
          </button>
        </span>
      </div>
      {error && <Failure error={error} title="The report cannot be shown right now" retry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} />}
      {data && <Report org={org} report={data} />}
    </SettingsPage>
  );
}

function Report({ org, report }: { org: string; report: ReportPreview }) {
  const saving = useSaving();
  const sendOne = () => saving.run(() => send("POST", `/organizations/${org}/reports/test/`, { period: report.period }), `On its way to ${report.recipient}`);
  return (
    <section className="panel" aria-labelledby="h-report">
      <header>
        <h2 id="h-report" className="clip">
          {report.subject}
        </h2>
        <span className="grow" />
        <button type="button" className="btn" disabled={saving.busy || !report.mailIsSetUp || report.cannotGetMail !== null} onClick={() => void sendOne()}>
          <Icon name="send" />
          Send me this one
        </button>
      </header>
      <div className="in">
        <dl className="kv">
          <dt>Next</dt>
          <dd>{nextOf(report)}</dd>
          <dt>To</dt>
          <dd>
            {report.recipient}
            {report.cannotGetMail && (
              <>
                <span className="warn">{` · ${report.cannotGetMail} `}</span>
                <Link className="link" to="/$org/settings/profile" params={{ org }}>
                  Open the profile
                </Link>
              </>
            )}
          </dd>
          <dt>About</dt>
          <dd>
            {exact(new Date(report.since))} to {exact(new Date(report.until))}
          </dd>
        </dl>
        <Refusal problem={saving.problem} />
      </div>
      <iframe
        className="mailframe"
        title={`Preview of the ${report.period} report`}
        sandbox=""
        src={`/api/0/organizations/${org}/reports/preview/mail/?period=${report.period}`}
      />
    </section>
  );
}

function nextOf(report: ReportPreview): string {
  if (!report.mailIsSetUp) return "not sent: no mail server is set up (REDSHANK_SMTP_URL)";
  if (!report.isOn) return "switched off";
  if (!report.nextAt) return "not sent, as no mail gets to you";
  const when = exact(new Date(report.nextAt));
  return report.period === "daily" ? `${when}, unless nothing happens until then` : when;
}

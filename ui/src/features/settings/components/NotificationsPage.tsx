import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { Field, Refusal } from "@/components/Field";
import { HoursFields } from "@/components/HoursFields";
import { Failure, Skeleton } from "@/components/states";
import { ZoneField } from "@/components/ZoneField";
import { get, send } from "@/lib/api/client";
import type { Hours, PersonalRules, PersonalRulesBody } from "@/lib/api/types";
import { useProjects } from "@/lib/projects";
import { useSaving } from "@/lib/saving";
import { useOrg } from "@/lib/session";
import { SettingsPage } from "./SettingsPage";
import { WayFields } from "./WayFields";

const PATH = "/users/me/notifications/";
const KEY = ["personal-rules"];
const NIGHT: Hours = { days: [0, 1, 2, 3, 4, 5, 6], start: "22:00", end: "07:00" };

/** How one wants to be told, when not, and which reports one gets. */
export function NotificationsPage() {
  const { data, error, refetch } = useQuery({ queryKey: KEY, queryFn: ({ signal }) => get<PersonalRules>(PATH, undefined, signal) });
  return (
    <SettingsPage title="Notifications">
      {error && <Failure error={error} title="How you are told cannot be shown right now" retry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} />}
      {data && <RulesForm rules={data} />}
    </SettingsPage>
  );
}

function RulesForm({ rules }: { rules: PersonalRules }) {
  const client = useQueryClient();
  const org = useOrg().slug;
  const saving = useSaving();
  const [body, setBody] = useState<Required<PersonalRulesBody>>(() => ({
    timeZone: rules.isDefault ? Intl.DateTimeFormat().resolvedOptions().timeZone : rules.timeZone,
    ways: rules.ways,
    importantWays: rules.importantWays,
    quietHours: rules.quietHours,
    dailyReport: rules.dailyReport,
    weeklyReport: rules.weeklyReport,
    reportHour: rules.reportHour,
    reportProjectIds: rules.reportProjectIds,
  }));
  const change = (part: Partial<PersonalRulesBody>) => setBody((old) => ({ ...old, ...part }));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (await saving.run(() => send("PUT", PATH, body), "Saved")) await client.invalidateQueries({ queryKey: KEY });
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <h2 className="ttl sm">When an alert wants you</h2>
      <p className="muted">
        Each way is tried after its minutes, as long as you have not acknowledged. {rules.isDefault && "Nothing is chosen yet: you get mail. "}
        A chat, a pager or a phone of your own is added under{" "}
        <Link className="link" to="/$org/settings/channels" params={{ org }} search={{}}>
          Channels
        </Link>
        , for you alone.
      </p>
      <section className="panel" aria-label="Ways">
        <div className="in">
          <WayFields label="What is critical" email={rules.email} channels={rules.channels} ways={body.importantWays} onChange={(importantWays) => change({ importantWays })} />
          <WayFields label="Everything else" email={rules.email} channels={rules.channels} ways={body.ways} onChange={(ways) => change({ ways })} />
          <div className="formrow">
            <span className="row-label">Quiet hours</span>
            <div>
              <HoursFields label="Quiet hours" add={body.quietHours.length > 0 ? "More quiet hours" : "Add quiet hours"} fresh={NIGHT} hours={body.quietHours} onChange={(quietHours) => change({ quietHours })} />
              <p className="faint small-text">What is not critical waits for their end.</p>
            </div>
          </div>
          <Field label="Your time zone" hint="For quiet hours and reports.">
            {(props) => <ZoneField {...props} value={body.timeZone} onChange={(event) => change({ timeZone: event.target.value })} />}
          </Field>
        </div>
      </section>
      <Reports body={body} change={change} unreachable={rules.cannotGetMail} />
      <Refusal problem={saving.problem} />
      <div className="hstack end addrow">
        <button type="submit" className="btn pri" disabled={saving.busy}>
          Save
        </button>
      </div>
    </form>
  );
}

function Reports({ body, change, unreachable }: { body: Required<PersonalRulesBody>; change: (part: Partial<PersonalRulesBody>) => void; unreachable: string | null }) {
  const org = useOrg().slug;
  const projects = useProjects(org);
  const chosen = body.reportProjectIds;
  const toggle = (id: string, on: boolean) => change({ reportProjectIds: on ? [...chosen, id] : chosen.filter((one) => one !== id) });
  return (
    <section className="panel addrow" aria-labelledby="h-reports">
      <header>
        <h2 id="h-reports">Reports by mail</h2>
      </header>
      <div className="in">
        {unreachable && (
          <p className="warn">
            {unreachable} Until then no report is sent.{" "}
            <Link className="link" to="/$org/settings/profile" params={{ org }}>
              Open the profile
            </Link>
          </p>
        )}
        <fieldset className="formrow">
          <legend>How often</legend>
          <div className="stack">
            <label className="hstack">
              <input type="checkbox" className="check" checked={body.dailyReport} onChange={(event) => change({ dailyReport: event.target.checked })} />
              every day, with what is low
            </label>
            <label className="hstack">
              <input type="checkbox" className="check" checked={body.weeklyReport} onChange={(event) => change({ weeklyReport: event.target.checked })} />
              every Monday
            </label>
          </div>
        </fieldset>
        <Field label="At">
          {(props) => (
            <select {...props} className="field auto" value={body.reportHour} onChange={(event) => change({ reportHour: Number(event.target.value) })}>
              {Array.from({ length: 24 }, (_, hour) => (
                <option key={hour} value={hour}>
                  {String(hour).padStart(2, "0")}:00
                </option>
              ))}
            </select>
          )}
        </Field>
        {projects.length > 1 && (
          <fieldset className="formrow">
            <legend>About</legend>
            <div className="stack">
              <p className="faint">{chosen.length === 0 ? "All projects that you see; choose some to get only those." : "Only these:"}</p>
              {projects.map((one) => (
                <label key={one.id} className="hstack">
                  <input type="checkbox" className="check" checked={chosen.includes(one.id)} onChange={(event) => toggle(one.id, event.target.checked)} />
                  {one.slug}
                </label>
              ))}
            </div>
          </fieldset>
        )}
      </div>
    </section>
  );
}

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Failure, Skeleton } from "@/components/states";
import { get, send } from "@/lib/api/client";
import type { Privacy, PrivacyBody } from "@/lib/api/types";
import { useCan, useOrg } from "@/lib/session";
import { useSaving } from "@/lib/saving";
import { Refusal } from "@/components/Field";
import { PrivacyRules } from "./PrivacyRules";
import { PrivacyTrial } from "./PrivacyTrial";
import { SettingsPage } from "./SettingsPage";
import { WordList } from "./WordList";

/** What leaves a trace of a person? */
export function PrivacyPage() {
  const org = useOrg().slug;
  const { project = "" } = useParams({ strict: false });
  const path = `/projects/${org}/${project}/privacy/`;
  const { data, error, refetch } = useQuery({ queryKey: ["privacy", org, project], queryFn: ({ signal }) => get<Privacy>(path, undefined, signal) });
  if (data) return <Loaded key={project} org={org} project={project} path={path} stored={data} />;
  return (
    <SettingsPage title="Privacy" project={project}>
      {error ? <Failure error={error} title="The rules cannot be shown right now" retry={() => void refetch()} /> : <Skeleton lines={10} />}
    </SettingsPage>
  );
}

function Loaded({ org, project, path, stored }: { org: string; project: string; path: string; stored: Privacy }) {
  const client = useQueryClient();
  const saving = useSaving();
  const can = useCan("admin");
  const [draft, setDraft] = useState(stored);
  const changes = countChanges(stored, draft);
  const body = bodyOf(draft);
  const save = async () => {
    await saving.run(async () => {
      const saved = await send<Privacy>("PUT", path, body);
      client.setQueryData(["privacy", org, project], saved);
      setDraft(saved);
    }, "Saved. Events from now on follow these rules.");
  };
  const on = draft.kinds.filter((one) => one.enabled).length;
  return (
    <SettingsPage
      title="Privacy"
      project={project}
      actions={
        changes > 0 && (
          <>
            <span className="muted nowrap wide">
              {changes} {changes === 1 ? "change" : "changes"} not saved
            </span>
            <button type="button" className="btn" onClick={() => setDraft(stored)}>
              Discard
            </button>
            <button type="button" className="btn pri" disabled={saving.busy} onClick={() => void save()}>
              Save
            </button>
          </>
        )
      }
    >
      <h2 className="ttl sm">{draft.enabled ? "Values are removed before anything is stored" : "Nothing is removed in this project"}</h2>
      <p className="muted">What is removed leaves a labelled hole with the rule’s name. It cannot be brought back, by us or by you.</p>
      <Refusal problem={saving.problem} />
      <PrivacyTrial path={path} rules={body} unsaved={changes > 0} />
      <section className="panel" aria-labelledby="h-rules">
        <header>
          <h2 id="h-rules">Rules</h2>
          <span className="faint wide">
            {on} of {draft.kinds.length} on
          </span>
          <span className="grow" />
          <label className="hstack">
            <span>{draft.enabled ? "On" : "Off"}</span>
            <input type="checkbox" role="switch" className="switch" aria-label="Remove values in this project" checked={draft.enabled} disabled={!can} onChange={(event) => setDraft({ ...draft, enabled: event.target.checked })} />
          </label>
        </header>
        <PrivacyRules stored={stored} draft={draft} disabled={!can || !draft.enabled} onChange={setDraft} />
      </section>
      <section className="panel" aria-labelledby="h-own">
        <header>
          <h2 id="h-own">Names of fields</h2>
        </header>
        <div className="in stack">
          <WordList label="Always remove the values of" hint="Your own field names, beside the built-in ones." words={draft.fields} disabled={!can} onChange={(fields) => setDraft({ ...draft, fields })} />
          <WordList label="Never touch" hint="Fields that look secret and are not." words={draft.safeFields} disabled={!can} onChange={(safeFields) => setDraft({ ...draft, safeFields })} />
          <label className="hstack">
            <input type="checkbox" className="check" checked={draft.keepIp} disabled={!can} onChange={(event) => setDraft({ ...draft, keepIp: event.target.checked })} />
            <span>
              Keep the IP addresses of users <span className="faint">the country is looked up first, and kept either way</span>
            </span>
          </label>
        </div>
      </section>
    </SettingsPage>
  );
}

function bodyOf({ enabled, kinds, fields, safeFields, keepIp }: Privacy): PrivacyBody {
  return { enabled, kinds: kinds.map(({ id, enabled: on, method }) => ({ id, enabled: on, method })), fields, safeFields, keepIp };
}

function countChanges(a: Privacy, b: Privacy): number {
  const kinds = b.kinds.filter((one, at) => one.enabled !== a.kinds[at]?.enabled || one.method !== a.kinds[at]?.method).length;
  return kinds + Number(a.enabled !== b.enabled) + Number(a.keepIp !== b.keepIp) + Number(a.fields.join("\n") !== b.fields.join("\n")) + Number(a.safeFields.join("\n") !== b.safeFields.join("\n"));
}

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Icon } from "@/components/Icon";
import { Failure, Skeleton } from "@/components/states";
import { get, send } from "@/lib/api/client";
import type { Limit, ProjectKey } from "@/lib/api/types";
import { useCan, useOrg } from "@/lib/session";
import { useSaving } from "@/lib/saving";
import { Refusal } from "@/components/Field";
import { SettingsPage } from "./SettingsPage";

const WINDOWS = [
  [60, "a minute"],
  [3600, "an hour"],
  [86_400, "a day"],
  [2_592_000, "30 days"],
] as const;

export function LimitsPage() {
  const org = useOrg().slug;
  const { project = "" } = useParams({ strict: false });
  const path = `/projects/${org}/${project}/limits/`;
  const { data, error, refetch } = useQuery({ queryKey: ["limits", org, project], queryFn: ({ signal }) => get<Limit[]>(path, undefined, signal) });
  const { data: keys } = useQuery({ queryKey: ["keys", org, project], queryFn: ({ signal }) => get<ProjectKey[]>(`/projects/${org}/${project}/keys/`, undefined, signal) });
  return (
    <SettingsPage title="Limits" project={project}>
      <h2 className="ttl sm">A burst over a limit is refused and counted</h2>
      <p className="muted">Programs get 429 and pause by themselves. What was refused stands in the outcomes, with the limit that refused it.</p>
      {error && <Failure error={error} title="The limits cannot be shown right now" retry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={4} />}
      {data && <Table key={JSON.stringify(data)} org={org} project={project} path={path} stored={data} keys={keys ?? []} />}
    </SettingsPage>
  );
}

function Table({ org, project, path, stored, keys }: { org: string; project: string; path: string; stored: readonly Limit[]; keys: readonly ProjectKey[] }) {
  const client = useQueryClient();
  const saving = useSaving();
  const can = useCan("admin");
  const [draft, setDraft] = useState<Limit[]>([...stored]);
  const touched = JSON.stringify(draft) !== JSON.stringify(stored);
  const change = (at: number, part: Partial<Limit>) => setDraft(draft.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const save = () =>
    saving.run(async () => {
      const body = draft.map(({ scope, keyId, categories, windowSeconds, quantity }) => ({ scope, keyId, categories, windowSeconds, quantity }));
      client.setQueryData(["limits", org, project], await send<Limit[]>("PUT", path, body));
    }, "Saved. The gateway follows within seconds.");
  return (
    <section className="panel" aria-label="Limits">
      <header>
        <h2>Limits</h2>
        <span className="grow" />
        <button type="button" className="btn" disabled={!can} onClick={() => setDraft([...draft, { scope: "project", keyId: null, categories: [], windowSeconds: 60, quantity: 1000 }])}>
          <Icon name="plus" />
          Add a limit
        </button>
      </header>
      <ul className="rules limits">
        {draft.map((limit, at) => (
          <li key={at}>
            <select
              className="field sm"
              aria-label={`Limit ${at + 1}: for`}
              disabled={!can}
              value={limit.scope === "key" ? (limit.keyId ?? "") : ""}
              onChange={(event) => change(at, event.target.value ? { scope: "key", keyId: event.target.value } : { scope: "project", keyId: null })}
            >
              <option value="">The whole project</option>
              {keys.map((key) => (
                <option key={key.id} value={key.id}>
                  Key {key.name}
                </option>
              ))}
            </select>
            <span className="muted">at most</span>
            <input
              className="field sm qty"
              type="number"
              min={0}
              aria-label={`Limit ${at + 1}: how many`}
              disabled={!can}
              value={limit.quantity}
              onChange={(event) => change(at, { quantity: Math.max(0, Math.round(Number(event.target.value))) })}
            />
            <span className="muted">events in</span>
            <select className="field sm" aria-label={`Limit ${at + 1}: in`} disabled={!can} value={limit.windowSeconds} onChange={(event) => change(at, { windowSeconds: Number(event.target.value) as Limit["windowSeconds"] })}>
              {WINDOWS.map(([seconds, label]) => (
                <option key={seconds} value={seconds}>
                  {label}
                </option>
              ))}
            </select>
            {limit.categories.length > 0 && <span className="faint">of {limit.categories.join(", ")}</span>}
            <span className="grow" />
            <button type="button" className="btn quiet icon" aria-label={`Delete limit ${at + 1}`} disabled={!can} onClick={() => setDraft(draft.filter((_, index) => index !== at))}>
              <Icon name="bin" />
            </button>
          </li>
        ))}
        {draft.length === 0 && <li className="muted">No limit: everything that is well-formed is taken.</li>}
      </ul>
      {(touched || saving.problem) && (
        <div className="in">
          <Refusal problem={saving.problem} />
          <div className="hstack end">
            <button type="button" className="btn" onClick={() => setDraft([...stored])}>
              Discard
            </button>
            <button type="button" className="btn pri" disabled={saving.busy} onClick={() => void save()}>
              Save
            </button>
          </div>
        </div>
      )}
    </section>
  );
}

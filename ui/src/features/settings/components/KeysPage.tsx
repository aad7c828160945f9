import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { CopyBox } from "@/components/CopyBox";
import { Confirm } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Failure, Skeleton } from "@/components/states";
import { Time } from "@/components/Time";
import { get, send } from "@/lib/api/client";
import type { ProjectKey } from "@/lib/api/types";
import { whole } from "@/lib/numbers";
import { day, minute, parsed, span } from "@/lib/time";
import { useCan, useOrg } from "@/lib/session";
import { useSaving } from "@/lib/saving";
import { Refusal } from "@/components/Field";
import { SettingsPage } from "./SettingsPage";

export function KeysPage() {
  const org = useOrg().slug;
  const { project = "" } = useParams({ strict: false });
  const client = useQueryClient();
  const saving = useSaving();
  const can = useCan("admin");
  const [deleting, setDeleting] = useState<ProjectKey | null>(null);
  const path = `/projects/${org}/${project}/keys/`;
  const { data, error, refetch } = useQuery({ queryKey: ["keys", org, project], queryFn: ({ signal }) => get<ProjectKey[]>(path, undefined, signal) });
  const again = () => client.invalidateQueries({ queryKey: ["keys", org, project] });
  const add = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get("name"));
    if (await saving.run(() => send("POST", path, { name }), `Key “${name}” made`)) form.reset();
    await again();
  };
  const turn = async (key: ProjectKey, isActive: boolean) => {
    await saving.run(() => send("PUT", `${path}${key.id}/`, { isActive }), `Key “${key.name}” switched ${isActive ? "on" : "off"}`);
    await again();
  };
  const remove = async (key: ProjectKey) => {
    await saving.run(() => send("DELETE", `${path}${key.id}/`), `Key “${key.name}” deleted`);
    await again();
  };
  return (
    <SettingsPage
      title="Keys"
      project={project}
      actions={
        <Link className="btn wide" to="/$org/start/$project" params={{ org, project }}>
          <Icon name="term" />
          How to use a DSN
        </Link>
      }
    >
      <h2 className="ttl sm">A program sends its events to a DSN</h2>
      <p className="muted">It may be public: it only lets a program send. Give each program a key of its own, then one can be switched off without the others.</p>
      {error && <Failure error={error} title="The keys cannot be listed right now" retry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={4} />}
      <Refusal problem={saving.problem} />
      {data?.map((key) => (
        <section key={key.id} className={key.isActive ? "panel keybox" : "panel keybox off"} aria-label={`Key ${key.name}`}>
          <header>
            <h2 className="clip">{key.name}</h2>
            {!key.isActive && <span className="badge">off: programs that use it get 403</span>}
            <span className="grow" />
            <label className="hstack">
              <span className="faint small-text">{key.isActive ? "on" : "off"}</span>
              <input type="checkbox" role="switch" className="switch" aria-label={`Key ${key.name} is on`} checked={key.isActive} disabled={!can || saving.busy} onChange={(event) => void turn(key, event.target.checked)} />
            </label>
            <button type="button" className="btn quiet icon" aria-label={`Delete the key ${key.name}`} title="Delete this key" disabled={!can} onClick={() => setDeleting(key)}>
              <Icon name="bin" />
            </button>
          </header>
          <div className="in">
            <CopyBox name="DSN" text={key.dsn.public} />
            <p className="faint small-text">
              Made <Time at={key.dateCreated} withAgo /> · {usedWords(key.lastUsed)}
              {key.rateLimit && ` · at most ${whole(key.rateLimit.count)} in ${span(key.rateLimit.window)}`}
            </p>
          </div>
        </section>
      ))}
      {can && (
        <form className="hstack addrow" onSubmit={(event) => void add(event)}>
          <input className="field" name="name" required maxLength={200} aria-label="Name of the new key" placeholder="Name of a new key, for example “web”" />
          <button type="submit" className="btn tall" disabled={saving.busy}>
            <Icon name="plus" />
            Make a key
          </button>
        </form>
      )}
      <Confirm open={deleting !== null} onClose={() => setDeleting(null)} title={`Delete the key “${deleting?.name}”?`} action="Delete the key" onConfirm={() => deleting && void remove(deleting)}>
        Programs that use it are refused from then on. {deleting?.lastUsed ? <>It was last used <Time at={deleting.lastUsed} withAgo />.</> : "It was never used."} The key cannot be made again; events that came with it stay.
      </Confirm>
    </SettingsPage>
  );
}

/** Uses are counted by the hour: that is as exact as this can be. */
function usedWords(lastUsed: string | null): string {
  const at = parsed(lastUsed);
  if (!at) return "never used";
  return Date.now() - at.getTime() < 3600_000 ? "used within the hour" : `last used on ${day(at, new Date())}, ${minute(at)} to ${minute(new Date(at.getTime() + 3600_000))}`;
}

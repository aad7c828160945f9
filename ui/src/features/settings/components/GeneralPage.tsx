import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { Confirm } from "@/components/Dialog";
import { Failure, Skeleton } from "@/components/states";
import { get, send } from "@/lib/api/client";
import type { Project } from "@/lib/api/types";
import { useCan, useOrg } from "@/lib/session";
import { PLATFORMS } from "../platforms";
import { useSaving } from "@/lib/saving";
import { Field, Refusal } from "@/components/Field";
import { SettingsPage } from "./SettingsPage";

export function GeneralPage() {
  const org = useOrg().slug;
  const { project: slug = "" } = useParams({ strict: false });
  const { data, error, refetch } = useQuery({ queryKey: ["project", org, slug], queryFn: ({ signal }) => get<Project>(`/projects/${org}/${slug}/`, undefined, signal) });
  return (
    <SettingsPage title="General" project={slug}>
      {error && <Failure error={error} title="This project cannot be shown" retry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={5} />}
      {data && <Form key={data.id} org={org} project={data} />}
    </SettingsPage>
  );
}

function Form({ org, project }: { org: string; project: Project }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const saving = useSaving();
  const can = useCan("admin");
  const [deleting, setDeleting] = useState(false);
  const path = `/projects/${org}/${project.slug}/`;
  const known = PLATFORMS.some(([value]) => value === project.platform);

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const slug = String(form.get("slug")).trim();
    const days = String(form.get("retention")).trim();
    const retentionDays = days === "" ? null : Number(days);
    const body = { name: form.get("name"), slug, platform: form.get("platform"), allowedOrigins: lines(form.get("origins")), retentionDays };
    const saved = await saving.run(() => send("PUT", path, body), "Saved");
    if (!saved) return;
    await client.invalidateQueries({ queryKey: ["projects", org] });
    if (slug !== project.slug) await navigate({ to: "/$org/settings/projects/$project/general", params: { org, project: slug }, replace: true });
    else await client.invalidateQueries({ queryKey: ["project", org, project.slug] });
  };
  const remove = () =>
    saving.run(async () => {
      await send("DELETE", path);
      await client.invalidateQueries({ queryKey: ["projects", org] });
      await navigate({ to: "/$org/settings/projects", params: { org } });
    }, `${project.slug} deleted`);

  return (
    <>
      <section className="panel" aria-label="General">
        <form className="in" onSubmit={(event) => void save(event)}>
          <fieldset disabled={!can}>
            <Field label="Name" problem={saving.fields["name"]}>
              {(props) => <input {...props} className="field" name="name" required maxLength={200} defaultValue={project.name} />}
            </Field>
            <Field label="Short name" problem={saving.fields["slug"]} hint="In addresses and at the head of short ids. Issues that exist keep theirs.">
              {(props) => <input {...props} className="field mono" name="slug" required maxLength={50} pattern="[a-z0-9][a-z0-9_\-]*" defaultValue={project.slug} />}
            </Field>
            <Field label="Written in" problem={saving.fields["platform"]}>
              {(props) => (
                <select {...props} className="field" name="platform" defaultValue={project.platform ?? "other"}>
                  {!known && project.platform && <option value={project.platform}>{project.platform}</option>}
                  {PLATFORMS.map(([value, label]) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label="Allowed origins" problem={saving.fields["allowedOrigins"]} hint="Web pages that may send from a browser, one in a line: https://shop.example, *.shop.example. None: any.">
              {(props) => <textarea {...props} className="field mono" name="origins" rows={4} defaultValue={(project.allowedOrigins ?? []).join("\n")} spellCheck={false} />}
            </Field>
            <Field label="Keep events for" problem={saving.fields["retentionDays"]} hint="Days after which whole events are dropped; empty: as this server is set. Issues and their counts stay.">
              {(props) => <input {...props} className="field" name="retention" type="number" min={1} max={3650} step={1} defaultValue={project.retentionDays ?? ""} />}
            </Field>
            <Refusal problem={saving.problem} />
            <div className="hstack end">
              {!can && <span className="faint grow">An administrator or owner can change this.</span>}
              <button type="submit" className="btn pri" disabled={saving.busy}>
                Save
              </button>
            </div>
          </fieldset>
        </form>
      </section>
      {can && (
        <section className="panel danger-zone" aria-labelledby="h-delete">
          <header>
            <h2 id="h-delete">Delete this project</h2>
          </header>
          <div className="in hstack wrap">
            <p className="muted grow">Its issues, events, keys and counts go with it. This cannot be undone.</p>
            <button type="button" className="btn" onClick={() => setDeleting(true)}>
              Delete {project.slug}…
            </button>
          </div>
        </section>
      )}
      <Confirm open={deleting} onClose={() => setDeleting(false)} title={`Delete ${project.slug}?`} action={`Delete ${project.slug}`} onConfirm={() => void remove()}>
        {project.unresolved ?? 0} open issues and all events of this project go with it, and programs that use its keys are refused from then on. Nobody can bring them back.
      </Confirm>
    </>
  );
}

function lines(value: FormDataEntryValue | null): string[] {
  return String(value ?? "").split(/[\n,]/).map((one) => one.trim()).filter(Boolean);
}

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Icon } from "@/components/Icon";
import { Time } from "@/components/Time";
import { send } from "@/lib/api/client";
import type { Project } from "@/lib/api/types";
import { projectColour, projectsQuery } from "@/lib/projects";
import { useCan, useOrg } from "@/lib/session";
import { PLATFORMS } from "../platforms";
import { useSaving } from "@/lib/saving";
import { Field } from "@/components/Field";
import { FormPanel } from "./FormPanel";
import { Listed, ListTable } from "./Listed";
import { SettingsPage } from "./SettingsPage";

export function ProjectsPage() {
  const org = useOrg().slug;
  const list = useQuery(projectsQuery(org));
  const [making, setMaking] = useState(false);
  const can = useCan("admin");
  return (
    <SettingsPage
      title="Projects"
      actions={
        <button type="button" className="btn pri" disabled={!can} title={can ? undefined : "An administrator or owner can make projects"} onClick={() => setMaking(true)}>
          <Icon name="plus" />
          Make a project
        </button>
      }
    >
      {(making || list.data?.length === 0) && <NewProject org={org} onDone={() => setMaking(false)} />}
      <Listed what="projects" list={list}>
        {(rows) =>
          rows.length > 0 && (
            <ListTable
              label="Projects"
              last="Settings"
              head={
                <>
                  <th>Project</th>
                  <th className="wide-cell">Platform</th>
                  <th className="n">Open issues</th>
                  <th>Last event</th>
                </>
              }
            >
              {rows.map((one) => (
                <tr key={one.id}>
                  <td>
                    <span className="hstack">
                      <span className="dot" style={{ background: projectColour(one.id) }} />
                      <Link to="/$org/settings/projects/$project/general" params={{ org, project: one.slug }} className="link clip">
                        {one.name || one.slug}
                      </Link>
                    </span>
                  </td>
                  <td className="muted wide-cell">{one.platform ?? "–"}</td>
                  <td className="n">{one.unresolved ?? "–"}</td>
                  <td className="faint">
                    {one.firstEvent ? (
                      <Time at={one.lastEvent ?? one.firstEvent} withAgo />
                    ) : (
                      <Link className="link" to="/$org/start/$project" params={{ org, project: one.slug }}>
                        waiting for the first
                      </Link>
                    )}
                  </td>
                  <td className="n">
                    <Link className="btn quiet" to="/$org/settings/projects/$project/keys" params={{ org, project: one.slug }}>
                      <Icon name="key" />
                      DSN
                    </Link>
                  </td>
                </tr>
              ))}
            </ListTable>
          )
        }
      </Listed>
    </SettingsPage>
  );
}

function NewProject({ org, onDone }: { org: string; onDone: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const saving = useSaving();
  const make = (form: HTMLFormElement) =>
    saving.run(async () => {
      const values = new FormData(form);
      const made = await send<Project>("POST", `/organizations/${org}/projects/`, { name: values.get("name"), platform: values.get("platform") });
      await client.invalidateQueries({ queryKey: ["projects", org] });
      await navigate({ to: "/$org/start/$project", params: { org, project: made.slug } });
    });
  return (
    <FormPanel
      title="A new project"
      aside="one program, or one part of it that reports by itself"
      saving={saving}
      onSubmit={make}
      actions={
        <>
          <button type="button" className="btn" onClick={onDone}>
            Not now
          </button>
          <button type="submit" className="btn pri" disabled={saving.busy}>
            Make it and show the DSN
          </button>
        </>
      }
    >
      <Field label="Name" problem={saving.fields["name"]} hint="Its short ids begin with it: SHOP-418.">
        {(props) => <input {...props} className="field" name="name" required maxLength={50} autoFocus placeholder="shop-api" />}
      </Field>
      <Field label="Written in" problem={saving.fields["platform"]}>
        {(props) => (
          <select {...props} className="field" name="platform" defaultValue="python">
            {PLATFORMS.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
    </FormPanel>
  );
}

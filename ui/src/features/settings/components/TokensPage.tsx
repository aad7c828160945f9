import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Confirm } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Time } from "@/components/Time";
import { get, send } from "@/lib/api/client";
import type { ApiToken, NewToken } from "@/lib/api/types";
import { useOrg } from "@/lib/session";
import { useSaving } from "@/lib/saving";
import { Field } from "@/components/Field";
import { FormPanel } from "./FormPanel";
import { Listed, ListTable } from "./Listed";
import { OneTime } from "./OneTime";
import { SettingsPage } from "./SettingsPage";

/** Sentry's scope names: tools that speak to Sentry ask for these. */
const SCOPES: readonly [string, string][] = [
  ["org:read", "read the organization, its projects and releases"],
  ["project:read", "read projects and their keys"],
  ["project:write", "change projects, keys, privacy and limits"],
  ["event:read", "read issues and events"],
  ["event:write", "work on issues: resolve, assign, comment"],
  ["event:admin", "delete issues"],
  ["member:read", "read members"],
  ["team:read", "read teams"],
];
const AT_FIRST = new Set(["org:read", "project:read", "event:read"]);

export function TokensPage() {
  const org = useOrg().slug;
  const client = useQueryClient();
  const saving = useSaving();
  const path = `/organizations/${org}/api-tokens/`;
  const list = useQuery({ queryKey: ["tokens", org], queryFn: ({ signal }) => get<ApiToken[]>(path, undefined, signal) });
  const [made, setMade] = useState<NewToken | null>(null);
  const [deleting, setDeleting] = useState<ApiToken | null>(null);
  const again = () => client.invalidateQueries({ queryKey: ["tokens", org] });
  const make = async (form: HTMLFormElement) => {
    const values = new FormData(form);
    const days = Number(values.get("days"));
    const expiresAt = days > 0 ? new Date(Date.now() + days * 86_400_000).toISOString() : undefined;
    await saving.run(async () => {
      setMade(await send<NewToken>("POST", path, { name: values.get("name"), scopes: values.getAll("scope"), expiresAt }));
      form.reset();
    });
    await again();
  };
  const remove = async (token: ApiToken) => {
    await saving.run(() => send("DELETE", `${path}${token.id}/`), `Token “${token.name}” deleted`);
    await again();
  };
  return (
    <SettingsPage title="API tokens">
      <h2 className="ttl sm">Programs read and change things with a token</h2>
      <p className="muted">
        Send it as <code>Authorization: Bearer …</code>. Tools that speak to Sentry’s API work with it too; what the API offers stands at{" "}
        <a className="link" href="/api/0/openapi.json">
          /api/0/openapi.json
        </a>
        .
      </p>
      <div role="status">
        {made && (
          <OneTime secret={made.token} what={`This is the token “${made.name}”.`}>
            Copy it now: only its digest is kept, and nobody can show it again.
          </OneTime>
        )}
      </div>
      <Listed what="tokens" list={list}>
        {(rows) =>
          rows.length > 0 && (
            <ListTable
              label="Tokens"
              last="Actions"
              head={
                <>
                  <th>Token</th>
                  <th className="wide-cell">May</th>
                  <th>Last used</th>
                  <th className="wide-cell">Ends</th>
                </>
              }
            >
              {rows.map((one) => (
                <tr key={one.id}>
                  <td>
                    {one.name} <code className="faint">…{one.lastCharacters}</code>
                  </td>
                  <td className="muted fill wide-cell">{one.scopes.join(", ")}</td>
                  <td className="faint">
                    <Time at={one.dateLastUsed} withAgo none="never" />
                  </td>
                  <td className="faint wide-cell">{one.expiresAt ? one.expiresAt.slice(0, 10) : "never"}</td>
                  <td className="n">
                    <button type="button" className="btn quiet icon" aria-label={`Delete the token ${one.name}`} title="Delete" onClick={() => setDeleting(one)}>
                      <Icon name="bin" />
                    </button>
                  </td>
                </tr>
              ))}
            </ListTable>
          )
        }
      </Listed>
      <FormPanel
        title="A new token"
        saving={saving}
        onSubmit={make}
        actions={
          <button type="submit" className="btn pri" disabled={saving.busy}>
            Make a token
          </button>
        }
      >
        <Field label="Name" hint="What will use it." problem={saving.fields["name"]}>
          {(props) => <input {...props} className="field" name="name" required maxLength={200} placeholder="grafana" />}
        </Field>
        <fieldset className="formrow">
          <legend>It may</legend>
          <div className="scopes">
            {SCOPES.map(([scope, meaning]) => (
              <label key={scope} className="hstack">
                <input type="checkbox" className="check" name="scope" value={scope} defaultChecked={AT_FIRST.has(scope)} />
                <code>{scope}</code> <span className="faint">{meaning}</span>
              </label>
            ))}
            {saving.fields["scopes"] && <p className="wine small-text">{saving.fields["scopes"].join(" ")}</p>}
          </div>
        </fieldset>
        <Field label="Ends after">
          {(props) => (
            <select {...props} className="field" name="days" defaultValue="0">
              <option value="0">never</option>
              <option value="30">30 days</option>
              <option value="90">90 days</option>
              <option value="365">a year</option>
            </select>
          )}
        </Field>
      </FormPanel>
      <Confirm open={deleting !== null} onClose={() => setDeleting(null)} title={`Delete the token “${deleting?.name}”?`} action="Delete the token" onConfirm={() => deleting && void remove(deleting)}>
        Programs that use it get 401 from then on. {deleting?.dateLastUsed ? <>It was last used <Time at={deleting.dateLastUsed} withAgo />.</> : "It was never used."}
      </Confirm>
    </SettingsPage>
  );
}

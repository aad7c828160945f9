import { TITLES, type TrackerDraft } from "../trackers";
import { Field } from "@/components/Field";

interface Props {
  draft: TrackerDraft;
  isNew: boolean;
  linked: boolean;
  problems: Readonly<Record<string, string[]>>;
  onChange: (change: Partial<TrackerDraft>) => void;
}

const TOKEN_HINTS: Record<TrackerDraft["kind"], string> = {
  jira: "Cloud: an API token of the account. Data Center: a personal access token, or a password with a name above.",
  github: "A fine-grained token for the repository, with the permission Issues: read and write.",
  gitlab: "A project access token with the role Reporter or more, and the scope api.",
};

/** Where the tracker is, and the account that acts there. */
export function TrackerAccount({ draft, isNew, linked, problems, onChange }: Props) {
  return (
    <>
      {draft.kind === "jira" && (
        <Field label="Hosting" problem={problems["hosting"]}>
          {(props) => (
            <select {...props} className="field" value={draft.hosting} onChange={(event) => onChange({ hosting: event.target.value === "server" ? "server" : "cloud" })}>
              <option value="cloud">Jira Cloud</option>
              <option value="server">Jira Data Center or Server</option>
            </select>
          )}
        </Field>
      )}
      <Field label="Address" hint={draft.kind === "jira" ? "Such as https://example.atlassian.net." : "Leave it for the public one; else where your own server is."} problem={problems["address"]}>
        {(props) => <input {...props} className="field" type="url" required maxLength={300} disabled={linked} value={draft.address} onChange={(event) => onChange({ address: event.target.value })} />}
      </Field>
      {draft.kind === "jira" && (
        <Field label="Account" hint={draft.hosting === "cloud" ? "Its e-mail address." : "Its name; leave it empty for a personal access token."} problem={problems["user"]}>
          {(props) => <input {...props} className="field" required={draft.hosting === "cloud"} maxLength={300} autoComplete="off" value={draft.user} onChange={(event) => onChange({ user: event.target.value })} />}
        </Field>
      )}
      <Field label="Token" hint={isNew ? `${TOKEN_HINTS[draft.kind]} It is kept encrypted and never shown again.` : `One is kept. Enter another only to replace it; ${TITLES[draft.kind]} shows a token once.`} problem={problems["token"]}>
        {(props) => <input {...props} className="field" type="password" required={isNew} maxLength={2000} autoComplete="new-password" value={draft.token} onChange={(event) => onChange({ token: event.target.value })} />}
      </Field>
    </>
  );
}

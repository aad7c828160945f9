import { useState } from "react";
import { Icon } from "@/components/Icon";
import { InlineForm } from "@/components/InlineForm";
import { send } from "@/lib/api/client";
import type { TrackerChoices, TrackerTried, TrackerWithSecret } from "@/lib/api/types";
import { useSaving } from "@/lib/saving";
import { bodyOf, TITLES, trackersPath, type TrackerDraft } from "../trackers";
import { Field, Refusal } from "@/components/Field";
import { StatusMap } from "./StatusMap";
import { TrackerAccount } from "./TrackerAccount";

interface Props {
  org: string;
  at: TrackerDraft;
  /** Of a tracker that is there already. */
  id?: string;
  /** Issues are linked there: it stays the tracker that it is. */
  linked?: boolean;
  onSaved: (tracker: TrackerWithSecret) => void;
  onCancel: () => void;
}

const PROJECT: Record<TrackerDraft["kind"], [label: string, example: string]> = {
  jira: ["Project", "OPS"],
  github: ["Repository", "acme/shop"],
  gitlab: ["Project", "acme/shop"],
};

const ASSIGNEE: Record<TrackerDraft["kind"], string> = {
  jira: "Who gets issues that are made from here: an e-mail address or account id. Empty: nobody.",
  github: "Who gets issues that are made from here: a login. Empty: nobody.",
  gitlab: "Who gets issues that are made from here: a user name. Empty: nobody.",
};

/** Everything about one tracker, in the order in which one can know it: where, who, which project, what done means. */
export function TrackerForm({ org, at, id, linked = false, onSaved, onCancel }: Props) {
  const saving = useSaving();
  const [draft, setDraft] = useState(at);
  const [choices, setChoices] = useState<TrackerChoices | null>(null);
  const [tried, setTried] = useState<TrackerTried | null>(null);
  const set = (change: Partial<TrackerDraft>) => setDraft({ ...draft, ...change });
  const body = { ...bodyOf(draft), ...(id ? { id } : {}) };
  const look = () => saving.run(async () => setChoices(await send<TrackerChoices>("POST", `${trackersPath(org)}choices/`, body)));
  const test = () => saving.run(async () => setTried(await send<TrackerTried>("POST", `${trackersPath(org)}test/`, body)));
  const touched = JSON.stringify(draft) !== JSON.stringify(at);
  const save = async () => {
    await saving.run(
      async () => onSaved(await send<TrackerWithSecret>(id ? "PUT" : "POST", id ? `${trackersPath(org)}${id}/` : trackersPath(org), bodyOf(draft))),
      id ? `${draft.name} changed` : `${draft.name} connected`,
    );
  };
  const [projectLabel, example] = PROJECT[draft.kind];
  const atFirst = linked ? "Issues are linked there: unlink them first to move." : `Where issues are made, such as ${example}. Look it up once the token is entered.`;
  const projectHint = choices ? lookWords(choices, draft) : atFirst;
  return (
    <InlineForm className="in" touched={touched} onSubmit={() => void save()} onLeave={onCancel}>
      <Field label="Name" hint="As people here call it." problem={saving.fields["name"]}>
        {(props) => <input {...props} className="field" autoFocus required maxLength={200} value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
      </Field>
      <TrackerAccount draft={draft} isNew={id === undefined} linked={linked} problems={saving.fields} onChange={set} />
      <Field label={projectLabel} hint={projectHint} problem={saving.fields["project"]}>
        {(props) => (
          <div className="hstack">
            <input {...props} className="field grow" required maxLength={300} list={`projects-${id ?? "new"}`} disabled={linked} spellCheck={false} value={draft.project} onChange={(event) => set({ project: event.target.value })} />
            <datalist id={`projects-${id ?? "new"}`}>
              {choices?.projects.map((one) => (
                <option key={one.key} value={one.key}>
                  {one.name}
                </option>
              ))}
            </datalist>
            <button type="button" className="btn" disabled={saving.busy} onClick={() => void look()}>
              <Icon name="search" />
              Look up
            </button>
          </div>
        )}
      </Field>
      <p role="status" className="sr">
        {choices && lookWords(choices, draft)}
      </p>
      {draft.kind === "jira" && (
        <Field label="Type of issue" hint="As the project calls it." problem={saving.fields["issueType"]}>
          {(props) => <input {...props} className="field" required maxLength={100} value={draft.issueType} onChange={(event) => set({ issueType: event.target.value })} />}
        </Field>
      )}
      <Field label="Labels" hint="For issues that are made from here; commas between." problem={saving.fields["labels"]}>
        {(props) => <input {...props} className="field" value={draft.labels.join(", ")} onChange={(event) => set({ labels: event.target.value.split(",").map((one) => one.trimStart()) })} onBlur={() => set({ labels: draft.labels.map((one) => one.trim()).filter(Boolean) })} />}
      </Field>
      <Field label="Assignee" hint={ASSIGNEE[draft.kind]} problem={saving.fields["assignee"]}>
        {(props) => <input {...props} className="field" maxLength={300} spellCheck={false} autoCapitalize="none" value={draft.assignee} onChange={(event) => set({ assignee: event.target.value })} />}
      </Field>
      <StatusMap draft={draft} statuses={choices?.statuses ?? []} onChange={set} />
      <div role="status">{tried && <p className={tried.ok ? "note info" : "note wine"}>{tried.detail}</p>}</div>
      <Refusal problem={saving.problem} />
      <div className="hstack end wrap acts-below">
        <button type="button" className="btn quiet" onClick={onCancel}>
          Cancel
        </button>
        <button type="button" className="btn" disabled={saving.busy} onClick={() => void test()}>
          Test
        </button>
        <button type="submit" className="btn pri" disabled={saving.busy}>
          {id ? "Save" : `Connect ${TITLES[draft.kind]}`}
        </button>
      </div>
    </InlineForm>
  );
}

function lookWords({ projects, statuses }: TrackerChoices, draft: TrackerDraft): string {
  const found = projects.length === 1 ? "1 project is open to the token" : `${projects.length} projects are open to the token`;
  if (!draft.project) return `${found}. Choose one, and look up again for its statuses.`;
  return `${found}; ${draft.project} has ${statuses.length} statuses.`;
}

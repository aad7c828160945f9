import { useState, type FormEvent } from "react";
import { Confirm, Dialog } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import type { PipelineAction, PipelineBody, PipelineMatch } from "@/lib/api/types";
import { useInboundChanges } from "../../api/inbound-rules";
import { actionWords, matchWords } from "../../inbound-words";
import { useSaving } from "@/lib/saving";
import { Field, Refusal } from "@/components/Field";
import { ActionFields } from "./ActionFields";
import { MatchFields } from "./MatchFields";
import { RuleTrial } from "./RuleTrial";

interface Props {
  org: string;
  project: string;
  stored: PipelineBody;
  /** Of a rule that is saved already. */
  id: string | undefined;
  can: boolean;
  onClose: () => void;
}

/** A rule in the making, with what it would have done beside it. */
export function RuleEditor({ org, project, stored, id, can, onClose }: Props) {
  const saving = useSaving();
  const changes = useInboundChanges(org, project);
  const [name, setName] = useState(stored.name);
  const [match, setMatch] = useState<PipelineMatch>({ kind: stored.match.kind, patterns: stored.match.patterns, query: stored.match.query });
  const [action, setAction] = useState<PipelineAction>(actionOf(stored.action));
  const [deleting, setDeleting] = useState(false);
  const title = id ? `Inbound rule ${stored.name}` : "New inbound rule";
  const body = { name: name.trim() || `${actionWords({ ...action, owner: "an owner" })} ${matchWords(match)}`.slice(0, 200), match: { ...match, patterns: match.patterns.map((one) => one.trim()).filter(Boolean) }, action };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const done = await saving.run(() => (id ? changes.change(id, body) : changes.create({ ...body, isActive: true })), "Saved. Events from now on follow it.");
    if (done) onClose();
  };
  const remove = async () => {
    if (id && (await saving.run(() => changes.remove(id), `“${stored.name}” deleted`))) onClose();
  };
  return (
    <Dialog open onClose={onClose} label={title} className="drawer">
      <header className="hstack">
        <h2 className="grow clip">{title}</h2>
        <button type="button" className="btn quiet icon" aria-label="Close" onClick={onClose}>
          <Icon name="x" />
        </button>
      </header>
      <form className="ruleform" onSubmit={(event) => void save(event)}>
        <Field label="Name" hint="In the outcomes, what it drops is counted under this name.">
          {(props) => <input className="field" maxLength={200} disabled={!can} placeholder={body.name} value={name} onChange={(event) => setName(event.target.value)} {...props} />}
        </Field>
        <MatchFields match={match} disabled={!can} onChange={setMatch} />
        <ActionFields org={org} action={action} disabled={!can} onChange={setAction} />
        <RuleTrial org={org} project={project} match={body.match} action={action} />
        <Refusal problem={saving.problem} />
        <div className="hstack end">
          {id && (
            <button type="button" className="btn danger first" disabled={!can || saving.busy} onClick={() => setDeleting(true)}>
              Delete
            </button>
          )}
          <button type="button" className="btn" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="btn pri" disabled={!can || saving.busy}>
            {id ? "Save the rule" : "Add the rule"}
          </button>
        </div>
      </form>
      <Confirm open={deleting} onClose={() => setDeleting(false)} title={`Delete the rule “${stored.name}”?`} action="Delete the rule" onConfirm={() => void remove()}>
        Events that it dropped until now stay counted under its name. Those that come from now on are kept.
      </Confirm>
    </Dialog>
  );
}

const actionOf = ({ kind, share, value, userId, teamId }: PipelineAction): PipelineAction => ({ kind, share, value, userId, teamId });

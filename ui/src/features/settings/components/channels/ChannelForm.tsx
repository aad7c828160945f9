import { useState } from "react";
import { Field, Refusal } from "@/components/Field";
import { InlineForm } from "@/components/InlineForm";
import { send } from "@/lib/api/client";
import type { Channel, ChannelKind } from "@/lib/api/types";
import { useSaving } from "@/lib/saving";
import { useOrg } from "@/lib/session";
import { bodyOf, changeOf, channelsPath, type ChannelDraft } from "../../channels";
import { KindField } from "./KindField";
import { TemplateEditor } from "./TemplateEditor";

interface Props {
  org: string;
  kind: ChannelKind;
  at: ChannelDraft;
  /** The one that is changed; missing: it is a new one. */
  channel?: Channel;
  /** Whether it may be everybody's. */
  mayForAll: boolean;
  onSaved: () => void;
  onCancel: () => void;
}

/** Everything about one channel: its name, what its kind wants to know, its pace, its words. */
export function ChannelForm({ org, kind, at, channel, mayForAll, onSaved, onCancel }: Props) {
  const saving = useSaving();
  const orgName = useOrg().name;
  const [draft, setDraft] = useState(at);
  const set = (change: Partial<ChannelDraft>) => setDraft((old) => ({ ...old, ...change }));
  const touched = JSON.stringify(draft) !== JSON.stringify(at);
  const save = async () => {
    const path = channelsPath(org);
    const work = () => (channel ? send("PUT", `${path}${channel.id}/`, changeOf(draft)) : send("POST", path, bodyOf(draft)));
    if (await saving.run(work, channel ? `${draft.name} changed` : `${draft.name} added; send it a test`)) onSaved();
  };
  return (
    <InlineForm className="in channelform" touched={touched} onSubmit={() => void save()} onLeave={onCancel}>
      <Field label="Name" hint="As people here call it." problem={saving.fields["name"]}>
        {(props) => <input {...props} className="field" autoFocus required maxLength={80} value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
      </Field>
      {!channel && (
        <Field label="For" hint={draft.personal ? "Only you see it; your notifications can name it." : "Policies and rules of everybody can name it."}>
          {(props) => (
            <select {...props} className="field auto" value={draft.personal ? "me" : "all"} onChange={(event) => set({ personal: event.target.value === "me" })}>
              {mayForAll && <option value="all">everybody in {orgName}</option>}
              <option value="me">only me</option>
            </select>
          )}
        </Field>
      )}
      {kind.fields.map((field) => (
        <KindField key={field.name} field={field} kept={channel?.secrets.includes(field.name) ?? false} draft={draft} onChange={set} />
      ))}
      <Field label="Pace" hint="Messages a minute at the most; what is more waits for the next minute." problem={saving.fields["perMinute"]}>
        {(props) => <input {...props} className="field qty" type="number" required min={1} max={10000} value={draft.perMinute} onChange={(event) => set({ perMinute: Number(event.target.value) })} />}
      </Field>
      <TemplateEditor org={org} kind={draft.kind} template={draft.template} onChange={(template) => set({ template })} />
      <Refusal problem={saving.problem} />
      <div className="hstack end wrap acts-below">
        <button type="button" className="btn quiet" onClick={onCancel}>
          Cancel
        </button>
        <button type="submit" className="btn pri" disabled={saving.busy}>
          {channel ? "Save" : "Add the channel"}
        </button>
      </div>
    </InlineForm>
  );
}

import { Field } from "@/components/Field";
import type { ChannelField } from "@/lib/api/types";
import { hintOf, type ChannelDraft } from "../../channels";

interface Props {
  field: ChannelField;
  /** A secret of that name is set already. */
  kept: boolean;
  draft: ChannelDraft;
  onChange: (change: Partial<ChannelDraft>) => void;
}

/** One thing that a kind of channel wants to know, as the server describes it. */
export function KindField({ field, kept, draft, onChange }: Props) {
  const { name } = field;
  if (field.isSecret) return <SecretField field={field} kept={kept} draft={draft} onChange={onChange} />;
  const value = draft.config[name] ?? "";
  const put = (text: string) => onChange({ config: { ...draft.config, [name]: text } });
  return (
    <Field label={field.label} hint={hintOf(field, false)}>
      {(props) =>
        field.kind === "choice" ? (
          <select {...props} className="field auto" required={field.required} value={value || field.default} onChange={(event) => put(event.target.value)}>
            {field.choices.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...props}
            className="field"
            type={field.kind === "url" ? "url" : "text"}
            inputMode={field.kind === "number" ? "numeric" : undefined}
            required={field.required}
            maxLength={4000}
            autoComplete="off"
            spellCheck={false}
            value={value}
            onChange={(event) => put(event.target.value)}
          />
        )
      }
    </Field>
  );
}

/** Goes in and never comes out. */
function SecretField({ field, kept, draft, onChange }: Props) {
  const { name } = field;
  const forgotten = draft.forgotten.includes(name);
  const forget = (on: boolean) => onChange({ forgotten: on ? [...draft.forgotten, name] : draft.forgotten.filter((one) => one !== name) });
  return (
    <Field label={field.label} hint={hintOf(field, kept)}>
      {(props) => (
        <div className="hstack wrap">
          <input
            {...props}
            className="field grow"
            type="password"
            required={field.required && !kept}
            maxLength={4000}
            autoComplete="new-password"
            placeholder={kept ? "kept, enter to replace" : undefined}
            disabled={forgotten}
            value={draft.secrets[name] ?? ""}
            onChange={(event) => onChange({ secrets: { ...draft.secrets, [name]: event.target.value } })}
          />
          {kept && !field.required && (
            <label className="hstack">
              <input type="checkbox" className="check" checked={forgotten} onChange={(event) => forget(event.target.checked)} />
              forget it
            </label>
          )}
        </div>
      )}
    </Field>
  );
}

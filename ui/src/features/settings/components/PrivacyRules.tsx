import type { Privacy, PrivacyKind } from "@/lib/api/types";

const METHODS = [
  ["replace", "replace by its name"],
  ["remove", "remove"],
  ["mask", "mask with stars"],
  ["hash", "replace by a digest"],
] as const;

interface Props {
  stored: Privacy;
  draft: Privacy;
  disabled: boolean;
  onChange: (draft: Privacy) => void;
}

/** Each kind of value: on or off, and what happens to it. */
export function PrivacyRules({ stored, draft, disabled, onChange }: Props) {
  const change = (id: string, part: Partial<PrivacyKind>) => onChange({ ...draft, kinds: draft.kinds.map((one) => (one.id === id ? { ...one, ...part } : one)) });
  return (
    <ul className="rules">
      {draft.kinds.map((kind, at) => {
        const before = stored.kinds[at];
        const touched = before?.enabled !== kind.enabled || before?.method !== kind.method;
        return (
          <li key={kind.id}>
            <input type="checkbox" role="switch" className="switch" aria-label={kind.label} checked={kind.enabled} disabled={disabled} onChange={(event) => change(kind.id, { enabled: event.target.checked })} />
            <div className="grow">
              <b>{kind.label}</b> {touched && <span className="tag">not saved</span>}
              {kind.description && <div className="faint small-text">{kind.description}</div>}
            </div>
            <select className="field sm" aria-label={`What happens to: ${kind.label}`} value={kind.method} disabled={disabled || !kind.enabled} onChange={(event) => change(kind.id, { method: event.target.value as PrivacyKind["method"] })}>
              {METHODS.map(([value, label]) => (
                <option key={value} value={value}>
                  {value === "replace" && kind.marker ? `replace by ${kind.marker}` : label}
                </option>
              ))}
            </select>
          </li>
        );
      })}
    </ul>
  );
}

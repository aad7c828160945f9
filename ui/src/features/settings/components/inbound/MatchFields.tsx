import type { PipelineMatch } from "@/lib/api/types";
import { hasPatterns, MATCHES, type MatchKind } from "../../inbound-words";
import { Field } from "@/components/Field";

interface Props {
  match: PipelineMatch;
  disabled: boolean;
  onChange: (match: PipelineMatch) => void;
}

/** Which events the rule means. */
export function MatchFields({ match, disabled, onChange }: Props) {
  const hint = MATCHES.find((one) => one.kind === match.kind)?.hint;
  const patterns = hasPatterns(match.kind);
  const plain = !patterns && match.kind !== "query";
  return (
    <>
      <Field label="Events by" hint={plain ? hint : undefined}>
        {(props) => (
          <select className="field" value={match.kind} disabled={disabled} onChange={(event) => onChange({ ...match, kind: event.target.value as MatchKind })} {...props}>
            {MATCHES.map((one) => (
              <option key={one.kind} value={one.kind}>
                {one.label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {patterns && (
        <Field label={match.kind === "address" ? "Networks" : "Patterns"} hint={hint}>
          {(props) => (
            <textarea
              className="field mono"
              rows={Math.min(8, Math.max(2, match.patterns.length + 1))}
              spellCheck={false}
              disabled={disabled}
              value={match.patterns.join("\n")}
              onChange={(event) => onChange({ ...match, patterns: event.target.value.split("\n") })}
              {...props}
            />
          )}
        </Field>
      )}
      {match.kind === "query" && (
        <Field label="Search" hint={hint}>
          {(props) => <input className="field mono" spellCheck={false} maxLength={2000} disabled={disabled} value={match.query} onChange={(event) => onChange({ ...match, query: event.target.value })} {...props} />}
        </Field>
      )}
    </>
  );
}

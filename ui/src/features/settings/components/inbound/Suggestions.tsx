import { Icon } from "@/components/Icon";
import type { PipelineBody, PipelineRule } from "@/lib/api/types";
import { MATCHES, SUGGESTIONS } from "../../inbound-words";

interface Props {
  rules: readonly PipelineRule[];
  disabled: boolean;
  onAdd: (body: PipelineBody) => void;
  /** Look at what it would have done first. */
  onTry: (body: PipelineBody) => void;
}

/** What many projects want, and none has by itself. */
export function Suggestions({ rules, disabled, onAdd, onTry }: Props) {
  const open = SUGGESTIONS.filter((one) => !rules.some((rule) => rule.match.kind === one.match.kind));
  if (open.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="h-suggested">
      <header>
        <h2 id="h-suggested">Often wanted</h2>
        <span className="faint wide">off until you add them</span>
      </header>
      <ul className="rules">
        {open.map((one) => (
          <li key={one.match.kind}>
            <div className="grow">
              <b>{one.name}</b>
              <div className="faint small-text">{MATCHES.find((match) => match.kind === one.match.kind)?.hint}</div>
            </div>
            <span className="hstack">
              <button type="button" className="btn quiet" aria-label={`Try “${one.name}”`} onClick={() => onTry(one)}>
                Try
              </button>
              <button type="button" className="btn" aria-label={`Add “${one.name}”`} disabled={disabled} onClick={() => onAdd(one)}>
                <Icon name="plus" />
                Add
              </button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

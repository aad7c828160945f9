import { useRef, type KeyboardEvent } from "react";
import { Icon } from "@/components/Icon";
import type { PipelineRule } from "@/lib/api/types";
import { short, whole } from "@/lib/numbers";
import { actionWords, matchWords } from "../../inbound-words";

interface Props {
  rules: readonly PipelineRule[];
  disabled: boolean;
  onOrder: (rules: PipelineRule[]) => void;
  onSwitch: (rule: PipelineRule, on: boolean) => void;
  onOpen: (rule: PipelineRule) => void;
  onVersions: (rule: PipelineRule) => void;
}

/** The rules in their order. Moved by the buttons, or with Alt and an arrow from anywhere in a row. */
export function RuleList({ rules, disabled, onOrder, onSwitch, onOpen, onVersions }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const move = (at: number, by: -1 | 1) => {
    const [rule, other] = [rules[at], rules[at + by]];
    if (disabled || !rule || !other) return;
    const moved = [...rules];
    moved[at] = other;
    moved[at + by] = rule;
    onOrder(moved);
    requestAnimationFrame(() => list.current?.querySelector<HTMLButtonElement>(`[data-rule="${rule.id}"]`)?.focus());
  };
  const onKey = (event: KeyboardEvent, at: number) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    move(at, event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <ol className="rules inbound" ref={list}>
      {rules.map((rule, at) => (
        // The keys belong to the buttons in it; the row only hears of them.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <li key={rule.id} className={rule.isActive ? "" : "off"} onKeyDown={(event) => onKey(event, at)}>
          <span className="moves">
            <button type="button" className="btn quiet icon" aria-label={`Move “${rule.name}” up`} title="Up (Alt ↑)" disabled={disabled || at === 0} onClick={() => move(at, -1)}>
              <Icon name="down" className="turned" />
            </button>
            <button type="button" className="btn quiet icon" aria-label={`Move “${rule.name}” down`} title="Down (Alt ↓)" disabled={disabled || at === rules.length - 1} onClick={() => move(at, 1)}>
              <Icon name="down" />
            </button>
          </span>
          <input type="checkbox" role="switch" className="switch" aria-label={rule.name} checked={rule.isActive} disabled={disabled} onChange={(event) => onSwitch(rule, event.target.checked)} />
          <div className="grow">
            <button type="button" className="rulename" data-rule={rule.id} onClick={() => onOpen(rule)}>
              {rule.name}
            </button>
            <div className="muted small-text rulesays">
              {actionWords(rule.action)} {matchWords(rule.match)}
            </div>
          </div>
          <span className="faint small-text num dropped" title={rule.dropped === null ? "It drops nothing" : `${whole(rule.dropped)} events dropped in the last 24 hours`}>
            {rule.dropped === null ? "–" : `${short(rule.dropped)} dropped in 24 h`}
          </span>
          <button type="button" className="btn quiet version" aria-label={`Versions of “${rule.name}”`} onClick={() => onVersions(rule)}>
            v{rule.version}
          </button>
        </li>
      ))}
    </ol>
  );
}

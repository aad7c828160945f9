import { useRef } from "react";
import { SearchField } from "@/components/search/SearchField";
import type { Problem } from "@/lib/api/problem";
import type { Rule, Severity } from "@/lib/api/types";
import { SEVERITIES } from "@/lib/alerts";
import { useProjects } from "@/lib/projects";
import { usePolicies } from "../api/rules";
import { isCompared, isHappening, keysOf, lengthOf, lengths, MEASURES, withMeasure, type Draft } from "../draft";
import { Length, Select } from "./inputs";
import { AtTracker } from "./AtTracker";
import { Problems } from "./Problems";

interface Props {
  org: string;
  draft: Draft;
  problems: Readonly<Record<string, string[]>>;
  /** What the server could not read in the query, with its place. */
  mistake: Problem | null;
  onChange: (part: Partial<Draft>) => void;
}

const WINDOWS = [60, 300, 600, 900, 1800, 3600, 6 * 3600, 86_400, 7 * 86_400];
const HOLDS = [0, 60, 120, 300, 600, 1800, 3600];

const COMPARES: readonly { value: Rule["compare"]; label: string }[] = [
  { value: "at_least", label: "at least" },
  { value: "above", label: "above" },
  { value: "at_most", label: "at most" },
  { value: "below", label: "below" },
];

const SEVERITY_NOTES: Record<Severity, string> = {
  critical: "critical: pages at once",
  high: "high: chat, else mail",
  medium: "medium: mail",
  low: "low: daily summary",
};

/** When [what] in [which events] over [how long] is [how much], tell [whom]. */
export function RuleSentence({ org, draft, problems, mistake, onChange }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const projects = useProjects(org);
  const policies = usePolicies(org);
  const measure = MEASURES.find((one) => one.value === draft.measure);
  const compared = isCompared(draft.measure);
  return (
    <fieldset className="sentence">
      <legend className="ttl sm">When</legend>
      <div className="line-of">
        <Select label="What is watched" value={draft.measure} onChange={(value) => onChange(withMeasure(draft, value))} options={MEASURES.map(({ value, label }) => ({ value, label }))} />
        <span>{draft.measure === "nothing" ? "from" : "in"}</span>
        <Select label="Project" value={draft.project ?? ""} onChange={(value) => onChange({ project: value || null })} options={[{ value: "", label: "all projects" }, ...projects.map((one) => ({ value: one.slug, label: one.slug }))]} />
        <span>where</span>
      </div>
      <SearchField ref={field} org={org} about="events" label="Which events: query" placeholder="every event, or: level:fatal environment:production" value={draft.query} onChange={(query) => onChange({ query })} mistake={mistake} />
      {!mistake && <Problems of={problems} names={["query", "project", "measure"]} />}
      {!isHappening(draft.measure) && (
        <div className="line-of">
          {compared ? (
            <>
              <span>over</span>
              <Length label="Window" value={draft.window} usual={WINDOWS} onChange={(window) => onChange({ window })} invalid={problems["window"] !== undefined} />
              <span>is</span>
              <Select label="Comparison" value={draft.compare} onChange={(compare) => onChange({ compare })} options={COMPARES} />
              <input
                className="field sm qty"
                type="number"
                step="any"
                required
                aria-label="Limit"
                aria-invalid={problems["threshold"] !== undefined}
                value={Number.isNaN(draft.threshold) ? "" : draft.threshold}
                onChange={(event) => onChange({ threshold: event.target.valueAsNumber })}
              />
              <span>{measure?.note}</span>
            </>
          ) : (
            <>
              <span>for</span>
              <Length label="Without an event for" value={draft.window} usual={WINDOWS} onChange={(window) => onChange({ window })} invalid={problems["window"] !== undefined} />
            </>
          )}
          {draft.measure === "change" && (
            <Select
              label="Compared with"
              value={draft.baseline}
              onChange={(baseline) => onChange({ baseline })}
              options={[
                { value: "window_before", label: `the ${lengthOf(draft.window)} before` },
                { value: "same_window_last_week", label: "the same hours last week" },
              ]}
            />
          )}
          {compared && (
            <>
              <span>for</span>
              <Select
                label="For how long"
                value={String(draft.holdFor)}
                onChange={(value) => onChange({ holdFor: Number(value) })}
                options={lengths(HOLDS, draft.holdFor).map((one) => ({ value: String(one), label: one === 0 ? "a moment" : lengthOf(one) }))}
              />
            </>
          )}
        </div>
      )}
      <Problems of={problems} names={["window", "threshold", "compare", "baseline", "holdFor"]} />
      <p className="ttl sm then">tell</p>
      <div className="line-of">
        <Select
          label="Who is told"
          value={draft.policyId ?? ""}
          onChange={(value) => onChange({ policyId: value || null })}
          options={[{ value: "", label: "whom its severity says" }, ...policies.map((one) => ({ value: one.id ?? "", label: one.name }))]}
        />
        <span>as</span>
        <Select label="Severity" value={draft.severity} onChange={(severity) => onChange({ severity })} options={SEVERITIES.map((value) => ({ value, label: SEVERITY_NOTES[value] }))} />
      </div>
      <div className="line-of">
        <span>with one alert for each</span>
        <GroupBy value={draft.groupBy} onChange={(groupBy) => onChange({ groupBy })} />
      </div>
      <Problems of={problems} names={["policyId", "severity", "groupBy"]} />
      {draft.measure !== "nothing" && <AtTracker org={org} draft={draft} onChange={onChange} />}
      <Problems of={problems} names={["trackerId"]} />
    </fieldset>
  );
}

const USUAL_GROUPS: readonly { value: string; label: string }[] = [
  { value: "", label: "rule: everything in one" },
  { value: "project", label: "project" },
  { value: "issue", label: "issue" },
  { value: "project, environment", label: "project and environment" },
  { value: "project, release", label: "project and release" },
];

/** The usual keys in a list; others by their names. */
function GroupBy({ value, onChange }: { value: readonly string[]; onChange: (keys: string[]) => void }) {
  const text = value.join(", ");
  const known = USUAL_GROUPS.some((one) => one.value === text);
  return (
    <>
      <Select
        label="One alert for each"
        value={known ? text : "other"}
        onChange={(picked) => onChange(picked === "other" ? [...value.filter(Boolean), "environment"].slice(0, 5) : keysOf(picked))}
        options={[...USUAL_GROUPS, { value: "other", label: "other keys…" }]}
      />
      {!known && <KeysField text={text} onKeys={onChange} />}
    </>
  );
}

function KeysField({ text, onKeys }: { text: string; onKeys: (keys: string[]) => void }) {
  return <input className="field sm keys-of" aria-label="Keys, with commas between" defaultValue={text} placeholder="project, customer" onBlur={(event) => onKeys(keysOf(event.target.value))} />;
}

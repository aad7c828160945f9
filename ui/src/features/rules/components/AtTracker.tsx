import { Link } from "@tanstack/react-router";
import { Icon } from "@/components/Icon";
import { messageOf } from "@/lib/api/problem";
import type { RuleTracker, TrackerPreview } from "@/lib/api/types";
import { useSettled } from "../api/rules";
import { useRuleTrackers, useTrackerPreview } from "../api/trackers";
import { issueOf, type Draft } from "../draft";
import { Select } from "./inputs";

interface Props {
  org: string;
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}

const TYPING_MS = 500;

/** and make an issue in [which tracker], with what would be made. */
export function AtTracker({ org, draft, onChange }: Props) {
  const trackers = useRuleTrackers(org);
  const chosen = trackers.find((one) => one.id === draft.trackerId);
  if (trackers.length === 0 && draft.trackerId === null) return null;
  return (
    <>
      <div className="line-of">
        <span>and make</span>
        <Select
          label="An issue at a tracker"
          value={draft.trackerId ?? ""}
          onChange={(value) => onChange({ trackerId: value || null })}
          options={[{ value: "", label: "no issue elsewhere" }, ...trackers.map((one) => ({ value: one.id, label: `an issue in ${one.name}${one.isActive ? "" : ", switched off"}` }))]}
        />
      </div>
      {chosen && (
        <>
          <label className="hstack small-text comment-too">
            <input type="checkbox" className="check" checked={draft.trackerComments} onChange={(event) => onChange({ trackerComments: event.target.checked })} />
            Comment on one that is there already when an alert fires for it
          </label>
          <Preview org={org} draft={draft} tracker={chosen} />
        </>
      )}
    </>
  );
}

function Preview({ org, draft, tracker }: { org: string; draft: Draft; tracker: RuleTracker }) {
  const issue = useSettled(issueOf(draft.query), TYPING_MS);
  const { data, error } = useTrackerPreview(org, tracker.id, draft.project, issue);
  return (
    <section className="panel made-there" aria-label={`What is made in ${tracker.name}`}>
      <div className="in">
        <p className="faint small-text">
          {[tracker.project, tracker.issueType, ...tracker.labels.map((one) => `label ${one}`), tracker.assignee && `assigned to ${tracker.assignee}`].filter(Boolean).join(" · ")}
        </p>
        {data ? <Made org={org} preview={data} /> : <p className="muted small-text">{error ? messageOf(error) : "Writing a sample…"}</p>}
        <p className="faint small-text">One for each issue, at most 20 for one alert. When it comes back, its issue there is opened again.</p>
      </div>
    </section>
  );
}

function Made({ org, preview }: { org: string; preview: TrackerPreview }) {
  return (
    <>
      <h3 className="clip" title={preview.title}>
        {preview.title}
      </h3>
      <p className="mono small-text clip">{preview.sentence}</p>
      <ul className="made-facts small-text">
        {preview.facts.map((one) => (
          <li key={one.name}>
            <span className="faint">{one.name}</span> {one.value}
          </li>
        ))}
      </ul>
      {preview.stack.length > 0 && <pre className="code">{preview.stack.slice(0, 4).join("\n")}</pre>}
      <p className="muted small-text">
        {preview.issue === null ? (
          "A sample: there is no issue yet."
        ) : preview.link ? (
          <>
            <Icon name="check" small /> {preview.issue} has {preview.link.key ?? "one"} there already: none is made for it.
          </>
        ) : (
          <>
            As it would be for{" "}
            <Link className="link" to="/$org/issues/$issue" params={{ org, issue: preview.issue }} search={{}}>
              {preview.issue}
            </Link>
            .
          </>
        )}
      </p>
    </>
  );
}

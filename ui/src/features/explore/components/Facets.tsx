import { Link } from "@tanstack/react-router";
import { Icon } from "@/components/Icon";
import { LevelMark } from "@/components/marks";
import { MarkedText } from "@/components/Redacted";
import type { ExploreSummary, Facet, Level } from "@/lib/api/types";
import { percent, short } from "@/lib/numbers";
import { conditionOf } from "../fields";
import { NameForm } from "./NameForm";

interface Props {
  org: string;
  summary: ExploreSummary;
  /** Facets that somebody added, and may take away. */
  added: readonly string[];
  onCondition: (condition: string) => void;
  onToggle: (field: string) => void;
}

/** What the events have in common: the values of their fields, counted. */
export function Facets({ org, summary, added, onCondition, onToggle }: Props) {
  const shown = summary.facets.filter((one) => one.values.length > 0 || added.includes(one.field));
  return (
    <aside className="facets" aria-label="Counted by value">
      {summary.issues.length > 0 && (
        <details open>
          <summary>issue</summary>
          <ul>
            {summary.issues.map(({ issue, count }) => (
              <li key={issue.id}>
                <Link className="v clip" to="/$org/issues/$issue" params={{ org, issue: issue.shortId }} search={{}} title={issue.title}>
                  <LevelMark level={issue.level as Level} small /> <span className="mono">{issue.shortId}</span> <MarkedText text={issue.title} />
                </Link>
                <Share count={count} total={summary.total} />
                <button type="button" aria-label={`Only ${issue.shortId}`} title="Only these" onClick={() => onCondition(`issue:${issue.shortId}`)}>
                  <Icon name="search" small />
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
      {shown.map((facet) => (
        <Values key={facet.field} facet={facet} total={summary.total} onCondition={onCondition} onRemove={added.includes(facet.field) ? () => onToggle(facet.field) : undefined} />
      ))}
      <NameForm label="Count by another tag" placeholder="a tag: customer" onName={(name) => !added.includes(name) && onToggle(name)} />
    </aside>
  );
}

function Values({ facet, total, onCondition, onRemove }: { facet: Facet; total: number; onCondition: (condition: string) => void; onRemove: (() => void) | undefined }) {
  return (
    <details open={facet.values.length <= 6 || onRemove !== undefined}>
      <summary>
        {facet.field}
        {onRemove && (
          <button
            type="button"
            aria-label={`Count by ${facet.field} no more`}
            onClick={(event) => {
              event.preventDefault();
              onRemove();
            }}
          >
            <Icon name="x" small />
          </button>
        )}
      </summary>
      {facet.values.length === 0 && <p className="faint none-row">None of these events has it.</p>}
      <ul>
        {facet.values.map(({ value, count }) => (
          <li key={value}>
            <button type="button" className="v clip" title={`Only ${facet.field}:${value}`} onClick={() => onCondition(conditionOf(facet.field, value))}>
              <MarkedText text={value} />
            </button>
            <Share count={count} total={total} />
            <button type="button" aria-label={`Without ${facet.field} ${value}`} title="Without these" onClick={() => onCondition(conditionOf(facet.field, value, true))}>
              <Icon name="x" small />
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Share({ count, total }: { count: number; total: number }) {
  return (
    <span className="faint num" title={percent(count, total)}>
      {short(count)}
    </span>
  );
}

import { memo, useState } from "react";
import { Icon } from "@/components/Icon";
import type { Event } from "@/lib/api/types";
import { count } from "@/lib/numbers";
import { Section } from "./Section";
import { SplitOff } from "./SplitOff";

interface Props {
  org: string;
  issue: string;
  event: Event;
  /** How many the issue has. */
  events: number;
}

const FIRST = 30;

/** Which parts made the group, and which were left out, and why. */
export const Grouping = memo(function Grouping({ org, issue, event, events }: Props) {
  const [all, setAll] = useState(false);
  const { grouping } = event;
  if (!grouping) return null;
  const shown = all ? grouping.parts : grouping.parts.slice(0, FIRST);
  const hash = grouping.hashes[0]?.slice(0, 8).replace(/(.{4})/, "$1 ");
  return (
    <Section
      id="grouping"
      title="Why grouped so"
      note={
        <>
          fingerprint {grouping.version} · <code>{hash}</code>
        </>
      }
    >
      <p className="muted lead-in">Events are one issue when all parts marked “counts” are equal. {count(events, "event")} agreed.</p>
      <div className="why" role="table" aria-label="Parts of the fingerprint">
        {shown.map((part, index) => (
          <div role="row" key={index}>
            <b role="cell">{part.name}</b>
            <span role="cell" className="w">
              <code>{part.value}</code> {part.counts && part.note && <span className="faint">{part.note}</span>}
            </span>
            {part.counts ? (
              <span role="cell" className="ok">
                <Icon name="check" small /> counts
              </span>
            ) : (
              <span role="cell" className="faint">
                left out{part.note ? `: ${part.note}` : ""}
              </span>
            )}
          </div>
        ))}
      </div>
      {grouping.parts.length > shown.length && (
        <button type="button" className="btn quiet earlier" onClick={() => setAll(true)}>
          Show {grouping.parts.length - shown.length} more parts
        </button>
      )}
      <SplitOff org={org} issue={issue} hashes={grouping.hashes} />
    </Section>
  );
});

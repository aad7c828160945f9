import { Fragment } from "react";
import type { Removal } from "@/lib/api/types";
import { holeName, markedSegments, segments, type Segment } from "@/lib/removals";
import { Hole } from "./Hole";
import { Icon } from "./Icon";

/** A text with a hole wherever something was removed. */
export function Redacted({ text, removals }: { text: string; removals: readonly Removal[] | undefined }) {
  return <Segments parts={segments(text, removals ?? [])} />;
}

/** A title: it brings markers instead of positions. */
export function MarkedText({ text }: { text: string }) {
  return <Segments parts={markedSegments(text)} inert />;
}

function Segments({ parts, inert }: { parts: readonly Segment[]; inert?: boolean }) {
  return parts.map((part, index) => (
    <Fragment key={index}>
      {"text" in part ? part.text : inert ? <InertHole rule={part.removal.rule} /> : <Hole removal={{ ...part.removal, kept: part.kept, length: part.whole ? part.removal.length : null }} />}
    </Fragment>
  ));
}

/** Inside a link or a heading a hole cannot be a button. */
function InertHole({ rule }: { rule: string }) {
  return (
    <span className="hole" title="Removed before storing">
      <Icon name="eyeoff" small />
      <b>{holeName(rule)}</b>
    </span>
  );
}

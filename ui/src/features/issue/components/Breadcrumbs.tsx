import { memo, useState } from "react";
import { Icon } from "@/components/Icon";
import { Redacted } from "@/components/Redacted";
import type { Crumb, Event } from "@/lib/api/types";
import { whole } from "@/lib/numbers";
import { cutFrom, type RemovalMap } from "@/lib/removals";
import { before, exact, parsed, span } from "@/lib/time";
import { crumbLook, crumbParts, crumbText } from "../crumbs";
import { entry, stacksOf } from "../stack";
import { Section } from "./Section";

const FIRST = 6;

/** What led up to it, on one time axis that ends in the crash. */
export const Breadcrumbs = memo(function Breadcrumbs({ event, removals }: { event: Event; removals: RemovalMap }) {
  const [all, setAll] = useState(false);
  const [filter, setFilter] = useState<string | null>(null);
  const crumbs = (entry(event, "breadcrumbs")?.data.values ?? []).map((crumb, index) => ({ crumb, index }));
  const crash = parsed(event.dateCreated);
  if (crumbs.length === 0 || !crash) return null;
  const words = (filter ?? "").toLowerCase();
  const matching = words ? crumbs.filter(({ crumb }) => `${crumb.category ?? ""} ${crumb.level ?? ""} ${crumbText(crumb)}`.toLowerCase().includes(words)) : crumbs;
  const shown = all || words ? matching : matching.slice(-FIRST);
  const hidden = matching.length - shown.length;
  const first = parsed(crumbs[0]?.crumb.timestamp);
  const came = cutFrom(removals.get("breadcrumbs.values"));
  const cause = stacksOf(event)[0]?.exception;
  return (
    <Section
      id="breadcrumbs"
      title="Breadcrumbs"
      note={`${came === null ? whole(crumbs.length) : `the last ${whole(crumbs.length)} of ${whole(came)}`}${first ? ` in the ${span((crash.getTime() - first.getTime()) / 1000)} before` : ""}`}
      actions={
        filter === null ? (
          <button type="button" className="btn quiet" onClick={() => setFilter("")}>
            <Icon name="search" />
            Filter
          </button>
        ) : (
          <input
            className="field sm filter"
            autoFocus
            aria-label="Filter breadcrumbs"
            placeholder="Category, level or words"
            value={filter}
            onChange={(change) => setFilter(change.target.value)}
            onKeyDown={(key) => key.key === "Escape" && setFilter(null)}
          />
        )
      }
    >
      {hidden > 0 && (
        <button type="button" className="btn quiet earlier" onClick={() => setAll(true)}>
          Show {hidden} earlier
        </button>
      )}
      <ol className="crumbs">
        {shown.map(({ crumb, index }) => (
          <Row key={index} crumb={crumb} path={`breadcrumbs.values.${index}`} crash={crash} removals={removals} />
        ))}
        {words && shown.length === 0 && <li className="none">None of {crumbs.length} says that.</li>}
        <li className="last">
          <time dateTime={crash.toISOString()} title={exact(crash)}>
            0
          </time>
          <span className="p wine">
            <Icon name="oct" small />
          </span>
          <span className="cat">{cause ? "exception" : "event"}</span>
          <span>
            <b>{cause?.type ?? event.title}</b> {cause?.value && <Redacted text={cause.value} removals={removals.get("exception.values.0.value")} />}
          </span>
        </li>
      </ol>
    </Section>
  );
});

function Row({ crumb, path, crash, removals }: { crumb: Crumb; path: string; crash: Date; removals: RemovalMap }) {
  const at = parsed(crumb.timestamp);
  const look = crumbLook(crumb);
  const { code, rest } = crumbParts(crumb);
  const holes = removals.get(`${path}.message`);
  return (
    <li>
      {at ? (
        <time dateTime={at.toISOString()} title={exact(at)}>
          {before(at, crash)}
        </time>
      ) : (
        <span className="faint right">–</span>
      )}
      <span className={`p ${look.tone}`} title={crumb.level ?? undefined}>
        <Icon name={look.icon} small />
      </span>
      <span className="cat clip" title={look.category}>
        {look.category}
      </span>
      <span className="say">
        {crumb.message && (/query|sql/.test(look.category) ? <code>{<Redacted text={crumb.message} removals={holes} />}</code> : <Redacted text={crumb.message} removals={holes} />)}{" "}
        {code && <code>{code}</code>} {rest && <span className="muted">{rest}</span>}
      </span>
    </li>
  );
}

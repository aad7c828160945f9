import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useRef, type ReactNode } from "react";
import { Icon } from "@/components/Icon";
import { Page } from "@/components/Page";
import { SearchField } from "@/components/search/SearchField";
import { NothingYet, silentProject } from "@/components/NothingYet";
import { Empty, Failure, Skeleton } from "@/components/states";
import { Problem } from "@/lib/api/problem";
import type { ExploreSummary } from "@/lib/api/types";
import { useKeys } from "@/lib/keyboard";
import { count } from "@/lib/numbers";
import { useProjects } from "@/lib/projects";
import { both } from "@/lib/search";
import { useOrg } from "@/lib/session";
import { exportUrl, useExploreEvents, useExploreSummary, type Question } from "../api/explore";
import { DEFAULT_COLUMNS, DEFAULT_FACETS, toggled } from "../fields";
import { ColumnsMenu } from "./ColumnsMenu";
import { EventTable } from "./EventTable";
import { Facets } from "./Facets";
import { Histogram } from "./Histogram";
import { ScopeMenus } from "./ScopeMenus";

/** Which events are there? By anything in them, over time, by value. */
export function ExplorePage() {
  const org = useOrg().slug;
  const search = useSearch({ from: "/$org/explore" });
  const navigate = useNavigate({ from: "/$org/explore" });
  const client = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const projects = useProjects(org);
  const slugs = search.project ?? [];
  const ids = projects.filter((one) => slugs.includes(one.slug)).map((one) => one.id);
  const narrowed = search.start !== undefined && search.end !== undefined;
  const question: Question = {
    query: search.query ?? "",
    project: ids,
    environment: search.environment ?? [],
    statsPeriod: narrowed ? null : (search.range ?? "24h"),
    start: narrowed ? (search.start ?? null) : null,
    end: narrowed ? (search.end ?? null) : null,
  };
  const columns = search.column ?? DEFAULT_COLUMNS;
  const added = search.facet ?? [];
  const ready = ids.length === slugs.length;
  const events = useExploreEvents(org, question, columns, ready);
  const summary = useExploreSummary(org, question, [...new Set([...DEFAULT_FACETS, ...added])], ready);
  const rows = events.data?.pages.flatMap((page) => page.data) ?? [];
  const { error } = events;
  const behind = summary.data?.behind ?? 0;
  const mistake = error instanceof Problem && error.status === 400 ? error : null;

  const change = (part: Partial<typeof search>) => void navigate({ search: (old) => ({ ...old, ...part }) });
  const again = () => void client.invalidateQueries({ queryKey: ["explore", org] });
  useKeys({ "/": () => field.current?.focus() });

  const silent = question.query ? null : silentProject(projects, slugs[0]);
  return (
    <Page
      title="Explore"
      actions={
        <>
          <ScopeMenus
            org={org}
            scope={{ project: slugs[0], environment: search.environment?.[0], range: narrowed ? null : (search.range ?? "24h") }}
            onProject={(slug) => change({ project: slug ? [slug] : undefined })}
            onEnvironment={(name) => change({ environment: name ? [name] : undefined })}
            onRange={(range) => change({ range: range as typeof search.range, start: undefined, end: undefined })}
          />
          <button type="button" className="btn quiet" aria-label="Look again" onClick={again}>
            <Icon name="loop" />
          </button>
        </>
      }
    >
      <div className="bar">
        <SearchField ref={field} org={org} about="events" value={question.query} onChange={(query) => change({ query: query || undefined })} mistake={mistake} />
        <ColumnsMenu columns={columns} onColumns={(list) => change({ column: list.length > 0 ? list : undefined })} />
        <a className="btn" href={exportUrl(org, question)} download title="The whole events, a line of JSON each">
          <Icon name="download" />
          <span className="wide">Export</span>
        </a>
      </div>
      {narrowed && (
        <div className="bar">
          <button type="button" className="btn quiet" onClick={() => change({ start: undefined, end: undefined })}>
            <Icon name="x" small /> The time is narrowed: show the last {search.range ?? "24h"} again
          </button>
        </div>
      )}
      {mistake ? null : error instanceof Problem && error.status === 409 ? (
        <Empty title="Searching whole events is turned off">
          <p>{error.message}</p>
        </Empty>
      ) : error ? (
        <div className="pad">
          <Failure error={error} title="The events cannot be searched right now" retry={again}>
            Nothing is lost: they are stored.
          </Failure>
        </div>
      ) : events.data ? (
        <div className="pad" aria-busy={events.isFetching || summary.isFetching}>
          {behind > 0 && (
            <p className="muted small-text" role="status">
              {count(behind, "event")} arrived a moment ago and {behind === 1 ? "is" : "are"} not found yet.
            </p>
          )}
          {!silent && <Counted of={summary}>{(counts) => <Histogram summary={counts} onNarrow={(start, end) => change({ start, end })} />}</Counted>}
          {silent ? (
            <NothingYet org={org} project={silent} />
          ) : rows.length === 0 ? (
            <NothingFound query={question.query} onWider={() => change({ range: "90d", start: undefined, end: undefined })} onAll={() => change({ query: undefined })} />
          ) : (
            <div className="explore-two">
              {summary.data ? (
                <Facets org={org} summary={summary.data} added={added} onCondition={(condition) => change({ query: both(question.query, condition) })} onToggle={(name) => change({ facet: toggled(added, name) })} />
              ) : (
                <div className="facets" />
              )}
              <div className="grow">
                <EventTable org={org} rows={rows} columns={columns} />
                {events.hasNextPage && (
                  <button type="button" className="more" disabled={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
                    {events.isFetchingNextPage ? "Asking…" : "Older events · show"}
                  </button>
                )}
              </div>
            </div>
          )}
        </div>
      ) : (
        <div className="pad">
          <Skeleton lines={12} label="Searching" />
        </div>
      )}
    </Page>
  );
}

/** Counts take longer than the newest events, which do not wait for them: their place is kept. */
function Counted({ of, children }: { of: ReturnType<typeof useExploreSummary>; children: (counts: ExploreSummary) => ReactNode }) {
  if (of.data) return children(of.data);
  return (
    <div className="counting">
      {of.error ? (
        <Failure error={of.error} title="These events cannot be counted right now" retry={() => void of.refetch()}>
          The list below is whole.
        </Failure>
      ) : (
        <Skeleton lines={4} label="Counting" />
      )}
    </div>
  );
}

function NothingFound({ query, onWider, onAll }: { query: string; onWider: () => void; onAll: () => void }) {
  return (
    <Empty
      title={query ? "No event says that" : "No event in this time"}
      actions={
        <>
          <button type="button" className="btn" onClick={onWider}>
            Look at 90 days
          </button>
          {query && (
            <button type="button" className="btn" onClick={onAll}>
              All events
            </button>
          )}
        </>
      }
    >
      Whole words are searched in messages, frames, breadcrumbs, tags and values; <code>pay*</code> finds what begins so. An event is found within seconds of its arrival.
    </Empty>
  );
}

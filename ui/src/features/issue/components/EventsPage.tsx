import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useRef, type FormEvent } from "react";
import { Icon } from "@/components/Icon";
import { Page } from "@/components/Page";
import { MarkedText } from "@/components/Redacted";
import { Empty, Failure, Skeleton } from "@/components/states";
import { Time } from "@/components/Time";
import { Problem } from "@/lib/api/problem";
import type { EventRow } from "@/lib/api/types";
import { useKeys } from "@/lib/keyboard";
import { useOrg } from "@/lib/session";
import { exact, parsed } from "@/lib/time";
import { useEvents } from "../api/events";
import { Crumbs } from "./Crumbs";

/** Every event of an issue: which of them does one want to see? */
export function EventsPage() {
  const org = useOrg().slug;
  const { issue = "" } = useParams({ strict: false });
  const { query = "" } = useSearch({ from: "/$org/issues/$issue/events" });
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useEvents(org, issue, query);
  const rows = data?.pages.flatMap((page) => page.data) ?? [];
  const mistake = error instanceof Problem && error.status === 400 ? error.message : null;
  const ask = (text: string) => void navigate({ to: "/$org/issues/$issue/events", params: { org, issue }, search: { query: text || undefined } });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    ask(field.current?.value.trim() ?? "");
  };
  useKeys({ "/": () => field.current?.focus() });
  return (
    <Page title={`Events of ${issue}`} crumbs={<Crumbs org={org} id={issue} under="Events" />}>
      <form className="bar" role="search" onSubmit={onSubmit}>
        <div className={mistake ? "query bad" : "query"}>
          <Icon name="search" className="faint" />
          <input key={query} ref={field} aria-label="Search events" aria-invalid={mistake !== null} placeholder="release:… environment:… user:… or words of the title" defaultValue={query} autoComplete="off" spellCheck={false} />
          <kbd className="x">/</kbd>
        </div>
        <button type="submit" className="btn wide">
          Search
        </button>
      </form>
      <div className="pad events-of">
        {mistake ? (
          <p className="note wine" role="alert">
            {mistake}
          </p>
        ) : error ? (
          <Failure error={error} title="The events cannot be listed right now" retry={() => void refetch()}>
            Nothing is lost: they are stored.
          </Failure>
        ) : isPending ? (
          <Skeleton lines={8} label="Loading the events" />
        ) : rows.length > 0 ? (
          <Table org={org} issue={issue} rows={rows} />
        ) : (
          <Empty small title="No event matches" actions={query && <button type="button" className="btn" onClick={() => ask("")}>Show all events</button>}>
            Events are kept for a limited time; the counts of the issue stay.
          </Empty>
        )}
        {hasNextPage && (
          <button type="button" className="more" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {isFetchingNextPage ? "Asking…" : "Older events · show"}
          </button>
        )}
      </div>
    </Page>
  );
}

function Table({ org, issue, rows }: { org: string; issue: string; rows: readonly EventRow[] }) {
  const varied = new Set(rows.map((one) => one.title)).size > 1;
  return (
    <>
      {!varied && (
        <p className="muted small-text">
          Newest first; each has the title <MarkedText text={rows[0]?.title ?? ""} />
        </p>
      )}
      <section className="panel tablebox events-box" aria-label="Events, newest first">
      <table>
        <thead>
          <tr>
            <th>Event</th>
            <th>When</th>
            {varied && <th>Title</th>}
            <th>Release</th>
            <th>Environment</th>
            <th>User</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.eventID}>
              <td>
                <Link className="link mono" to="/$org/issues/$issue/events/$event" params={{ org, issue, event: one.eventID }} search={{}} title={one.eventID}>
                  {one.eventID.slice(0, 8)}
                </Link>
              </td>
              <td className="num nowrap">
                <span className="wide">{exact(parsed(one.dateCreated) ?? new Date(0))} </span>
                <Time at={one.dateCreated} withAgo className="faint" />
              </td>
              {varied && (
                <td className="fill">
                  <MarkedText text={one.title} />
                </td>
              )}
              <td className="muted">{one.release ?? "–"}</td>
              <td className="muted">{one.environment ?? "–"}</td>
              <td className="muted">{one.userLabel ? <MarkedText text={one.userLabel} /> : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      </section>
    </>
  );
}

import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useMemo, useRef, useState } from "react";
import { CopyButton } from "@/components/CopyButton";
import { Page } from "@/components/Page";
import { Failure, Skeleton } from "@/components/states";
import { Problem } from "@/lib/api/problem";
import type { Issue } from "@/lib/api/types";
import { copyText } from "@/lib/clipboard";
import { useIssueChanges } from "@/lib/issue-changes";
import type { Change } from "@/lib/issues";
import { CHAIN_MS, useKeys } from "@/lib/keyboard";
import { useLive, useThrottled } from "@/lib/live";
import { useNotices } from "@/lib/notices";
import { byPath } from "@/lib/removals";
import { MEMBERS_ONLY, useMe, useMembersOnly } from "@/lib/session";
import { neighbours, readTrail } from "@/lib/trail";
import { useEvent, useTags } from "../api/queries";
import { markdownOf } from "../markdown";
import { ActivitySection } from "./ActivitySection";
import { Aside } from "./Aside";
import { Beside } from "./Beside";
import { Breadcrumbs } from "./Breadcrumbs";
import { Contexts } from "./Contexts";
import { Crumbs } from "./Crumbs";
import { EventBar } from "./EventBar";
import { Fate } from "./Fate";
import { Grouping } from "./Grouping";
import { IssueActions } from "./IssueActions";
import { IssueTop } from "./IssueTop";
import { RawDialog } from "./RawDialog";
import { Removed } from "./Removed";
import { RequestSection } from "./RequestSection";
import { StackSection } from "./StackSection";
import { StickyActs } from "./StickyActs";
import { WhatWasWrong } from "./WhatWasWrong";

interface LoadedProps {
  org: string;
  issue: Issue;
  /** What stands in the address: a short id or a number. */
  asked: string;
  reload: () => void;
}

/** The page of an issue that is known. */
export function LoadedIssue({ org, issue, asked, reload }: LoadedProps) {
  const { event: which = "latest" } = useParams({ strict: false });
  const navigate = useNavigate();
  const me = useMe();
  const notices = useNotices();
  const comment = useRef<HTMLTextAreaElement>(null);
  const { data: event, error, refetch } = useEvent(org, issue.id, which);
  const { data: tags = [] } = useTags(org, issue.shortId);
  const waits = !event && !error;
  const removals = useMemo(() => byPath(event?.removals), [event]);
  const changes = useIssueChanges(org);
  const [assigning, setAssigning] = useState(false);
  const [ignoring, setIgnoring] = useState(false);
  const [raw, setRaw] = useState(false);
  const beside = neighbours(readTrail(), issue.shortId);
  const shut = useMembersOnly();
  const asMember = (act: () => void) => () => (shut.disabled ? notices.tell(MEMBERS_ONLY, { tone: "failed" }) : act());
  const client = useQueryClient();
  const renew = useThrottled(3_000, () => {
    reload();
    void client.invalidateQueries({ queryKey: ["activity", org] });
  });
  useLive(org, { issues: (changed) => (changed.more || changed.ids.includes(issue.id)) && renew() });

  const change = (made: Change, holdMs?: number) => changes.change([issue], made, holdMs);
  const take = () => change({ kind: "assign", to: { type: "user", id: me.id, name: me.name || me.email, email: me.email } });
  const toIssue = (next: string | null) => next && void navigate({ to: "/$org/issues/$issue", params: { org, issue: next }, search: {} });
  const toEvent = (next: string | null | undefined) => {
    if (!next) return;
    if (next === "latest") void navigate({ to: "/$org/issues/$issue", params: { org, issue: asked }, search: (old) => old, resetScroll: false });
    else void navigate({ to: "/$org/issues/$issue/events/$event", params: { org, issue: asked, event: next }, search: (old) => old, resetScroll: false });
  };
  const alertMe = () => void navigate({ to: "/$org/alerts/rules/new", params: { org }, search: { query: `issue:${issue.shortId}`, project: issue.project.slug } });
  const copy = async () => {
    const link = `${window.location.origin}/${org}/issues/${issue.shortId}`;
    const copied = await copyText(markdownOf(issue, event, tags, link));
    notices.tell(copied ? `${issue.shortId} copied as Markdown` : "The browser does not let this page copy", { tone: copied ? "done" : "failed" });
  };

  useKeys({
    j: () => toIssue(beside?.next ?? null),
    k: () => toIssue(beside?.previous ?? null),
    "[": () => toEvent(event?.previousEventID),
    "]": () => toEvent(event?.nextEventID),
    // Held for as long as an `n` may follow, so that the server hears of one change.
    e: () => change({ kind: "resolve" }, CHAIN_MS),
    "e n": () => change({ kind: "resolve", nextRelease: true }),
    i: asMember(() => setIgnoring(true)),
    a: asMember(() => setAssigning(true)),
    w: () => change({ kind: "acknowledge" }),
    y: () => void copy(),
    m: () => comment.current?.focus(),
    v: () => void navigate({ to: "/$org/issues/$issue/events", params: { org, issue: asked }, search: {} }),
  });

  return (
    <Page
      title={`${issue.shortId} ${issue.metadata.type || issue.title}`}
      crumbs={
        <>
          <Crumbs org={org} id={issue.shortId} />
          <CopyButton className="btn quiet wide" bare icon="link" label="Copy link" text={() => window.location.href} />
        </>
      }
      actions={
        <>
          <Beside beside={beside} onGo={toIssue} />
          <IssueActions issue={issue} ignoring={ignoring} onIgnoring={setIgnoring} onChange={change} onCopy={() => void copy()} onRaw={() => setRaw(true)} onAlert={alertMe} />
        </>
      }
    >
      <div className={waits ? "issue waits" : "issue"}>
        <div className="body">
          <IssueTop issue={issue} event={event} tags={tags} />
          <EventBar org={org} issue={asked} event={event} onEvent={toEvent} />
          {event ? (
            <>
              <Fate event={event} />
              <StackSection event={event} removals={removals} />
              <Breadcrumbs event={event} removals={removals} />
              <RequestSection event={event} removals={removals} />
              <Contexts event={event} removals={removals} />
              <WhatWasWrong event={event} />
              <Removed event={event} org={org} project={issue.project.slug} />
              <Grouping org={org} issue={issue.id} event={event} events={Number(issue.count)} />
            </>
          ) : error ? (
            <section className="sec" id="stack">
              <Failure error={error} title={error instanceof Problem && error.status === 404 ? "This event is not here any more" : "The event cannot be read right now"} retry={() => void refetch()}>
                {error instanceof Problem && error.status === 404 ? "Events are kept for a limited time; the counts above stay." : "Nothing is lost: it is stored. Everything else on this page is current."}
              </Failure>
            </section>
          ) : (
            <section className="sec" id="stack">
              <Skeleton lines={10} label="Loading the event" />
            </section>
          )}
          <ActivitySection org={org} issue={issue.id} commentRef={comment} waits={waits} />
        </div>
        <Aside org={org} issue={issue} assigning={assigning} onAssigning={setAssigning} onAssign={(to) => change({ kind: "assign", to })} onTake={take} />
      </div>
      <StickyActs issue={issue} onTake={take} onChange={change} />
      {raw && event && <RawDialog org={org} project={issue.project.slug} event={event.eventID} onClose={() => setRaw(false)} />}
    </Page>
  );
}

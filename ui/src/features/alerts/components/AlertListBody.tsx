import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { Icon } from "@/components/Icon";
import { Failure, Skeleton } from "@/components/states";
import type { Alert } from "@/lib/api/types";
import { useKeys } from "@/lib/keyboard";
import { count, whole } from "@/lib/numbers";
import { useSelection } from "@/lib/selection";
import { useCan } from "@/lib/session";
import { useForgetOnChange } from "@/lib/steady-list";
import { clock } from "@/lib/time";
import { useAlertList, type AlertFilter } from "../api/list";
import type { Deed } from "../changes";
import { useAlertChanges } from "../use-changes";
import { AlertRow } from "./AlertRow";
import { EmptyInbox } from "./EmptyInbox";

/** The rows, their keys, and what may be done to many. */
export function AlertListBody({ org, filter, live }: { org: string; filter: AlertFilter; live: boolean }) {
  const navigate = useNavigate();
  const may = useCan("member");
  const listKey = `alerts ${JSON.stringify(filter)}`;
  useForgetOnChange(listKey);
  const list = useAlertList(org, filter);
  const selection = useSelection(list.rows, listKey);
  const changes = useAlertChanges(org);
  // Nothing is under anybody's pointer in an empty list, and "no alert" must not stand beside "1 new".
  const { showNew } = list;
  const isEmptyNoMore = list.rows.length === 0 && list.fresh > 0;
  useEffect(() => {
    if (isEmptyNoMore) showNew();
  }, [isEmptyNoMore, showNew]);
  const open = (alert: Alert) => void navigate({ to: "/$org/alerts/$alert", params: { org, alert: alert.shortId } });
  const apply = (deed: Deed) => {
    if (!may) return;
    changes.change(selection.targets, deed);
    selection.clear();
  };
  useKeys({
    j: () => selection.move(1),
    k: () => selection.move(-1),
    ArrowDown: () => selection.move(1),
    ArrowUp: () => selection.move(-1),
    x: () => selection.toggleCursor(),
    "shift+x": () => selection.extendToCursor(),
    Enter: (event) => {
      const control = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("button, a, summary") : null;
      if (control) control.click();
      else if (selection.cursor) open(selection.cursor);
    },
    w: () => apply("acknowledge"),
    e: () => apply("resolve"),
    ".": showNew,
    Escape: () => selection.clear(),
  });

  if (list.error) {
    return (
      <div className="pad">
        <Failure error={list.error} title="The alerts cannot be listed right now" retry={list.retry}>
          Nothing is lost: rules are watched and people are told without this list.
        </Failure>
      </div>
    );
  }
  if (list.pending) {
    return (
      <div className="pad">
        <Skeleton lines={8} label="Loading the alerts" />
      </div>
    );
  }
  return (
    <>
      <div className="said">
        <span className="num" role="status">
          {selection.size > 0 ? `${whole(selection.size)} selected` : list.rows.length > 0 ? count(list.total ?? list.rows.length, "alert") : ""}
        </span>
        <span role="status" aria-live="polite">
          {list.fresh > 0 && (
            <button type="button" className="fresh" title="Rows never move under your pointer. Press . to show" onClick={showNew}>
              {whole(list.fresh)} new · show <kbd>.</kbd>
            </button>
          )}
        </span>
        <span className="grow" />
        {list.asOf && (
          <span className="wide num">
            {live ? "Live · as of" : "As of"} {clock(list.asOf)}
          </span>
        )}
      </div>
      {list.rows.length === 0 ? (
        <EmptyInbox org={org} filter={filter} />
      ) : (
        <ul className={selection.size > 0 ? "list alist any" : "list alist"} aria-label="Alerts, what fired last first">
          {list.rows.map((alert) => (
            <AlertRow key={alert.id} org={org} alert={alert} current={selection.cursor?.id === alert.id} selected={selection.has(alert.id)} onToggle={selection.toggle} />
          ))}
        </ul>
      )}
      {list.hasMore && (
        <button type="button" className="more" disabled={list.loadingMore} onClick={list.loadMore}>
          {list.loadingMore ? "Asking…" : "Older alerts · show"}
        </button>
      )}
      {selection.size > 0 && (
        <div className="bulk" role="toolbar" aria-label={`${selection.size} alerts selected`}>
          <span className="cnt num">
            {whole(selection.size)}
            <span className="tx"> selected</span>
          </span>
          <button type="button" className="btn" disabled={!may} title={may ? undefined : "A member of this organization may do this"} onClick={() => apply("acknowledge")}>
            <Icon name="half" />
            Acknowledge <kbd>w</kbd>
          </button>
          <button type="button" className="btn" disabled={!may} title={may ? undefined : "A member of this organization may do this"} onClick={() => apply("resolve")}>
            <Icon name="check" />
            Resolve <kbd>e</kbd>
          </button>
          <button type="button" className="btn icon" aria-label="Clear the selection (Esc)" onClick={selection.clear}>
            <Icon name="x" />
          </button>
        </div>
      )}
      <div className="keys" aria-hidden="true">
        {KEYS.map(([key, word]) => (
          <span key={key}>
            <kbd>{key}</kbd> {word}
          </span>
        ))}
        <span className="grow" />
        <span>
          <kbd>?</kbd> all keys
        </span>
      </div>
    </>
  );
}

const KEYS = [
  ["j", "down"],
  ["k", "up"],
  ["x", "select"],
  ["↵", "open"],
  ["w", "acknowledge"],
  ["e", "resolve"],
] as const;

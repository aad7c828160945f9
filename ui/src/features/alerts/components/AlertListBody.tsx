import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { Icon } from "@/components/Icon";
import { More } from "@/components/More";
import { Rows } from "@/components/Rows";
import { Said } from "@/components/Said";
import { Failure, Skeleton } from "@/components/states";
import type { Alert } from "@/lib/api/types";
import { useKeys } from "@/lib/keyboard";
import { whole } from "@/lib/numbers";
import { selectionKeys, useSelection } from "@/lib/selection";
import { useCan } from "@/lib/session";
import { useForgetOnChange } from "@/lib/steady-list";
import { useAlertList, type AlertFilter, type Tab } from "../api/list";
import { manyWords, shownWords } from "../shown";
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
  const total = list.total ?? list.rows.length;
  const apply = (deed: "acknowledge" | "resolve" | "reopen") => {
    if (!may) return;
    if (selection.all && deed !== "reopen") changes.changeAll(filter, total, deed);
    else changes.change(selection.targets, deed);
    selection.clear();
  };
  const chosen = selection.all ? total : selection.size;
  const isOver = selection.size > 0 && selection.targets.every((one) => one.status === "resolved");
  useKeys({
    ...selectionKeys(selection, open),
    w: () => apply("acknowledge"),
    a: () => apply("acknowledge"),
    e: () => apply("resolve"),
    ".": showNew,
  });

  const refused = may ? undefined : "A member of this organization may do this";

  if (list.error) {
    return (
      <div className="pad">
        <Failure error={list.error} title="The alerts cannot be listed right now" retry={list.retry}>
          Nothing is lost: rules are watched and people are told without this list.
        </Failure>
      </div>
    );
  }
  return (
    <>
      <Said
        all={selection.size > 0 && !selection.all && total > selection.size ? { words: `Select all ${manyWords(total)} that match`, choose: selection.selectAll } : undefined}
        fresh={selection.size > 0 ? 0 : list.fresh}
        onShowNew={showNew}
        live={live}
        asOf={list.asOf}
      >
        {list.pending ? "Asking…" : selection.size > 0 ? `${manyWords(chosen)} of ${manyWords(total)} selected` : shownWords(list.rows.length, total)}
      </Said>
      {list.pending ? (
        <div className="pad">
          <Skeleton lines={8} label="Loading the alerts" />
        </div>
      ) : list.rows.length === 0 ? (
        <EmptyInbox org={org} filter={filter} />
      ) : (
        <div className={selection.size > 0 ? "list alist any" : "list alist"}>
          <div className="cols" aria-hidden="true">
            <span />
            <span>Status</span>
            <span>Alert</span>
            <span>{BY[filter.tab]}</span>
            <span className="n c-seen">Since</span>
          </div>
          <Rows
            label="Alerts, what fired last first"
            rowPx={48}
            rows={list.rows}
            cursorId={selection.cursor?.id ?? null}
            row={(alert) => <AlertRow key={alert.id} org={org} alert={alert} current={selection.cursor?.id === alert.id} selected={selection.has(alert.id)} onToggle={selection.toggle} />}
          />
        </div>
      )}
      {list.hasMore && <More list={list} auto rest={Math.max(0, total - list.rows.length)} />}
      {selection.size > 0 && (
        <div className="bulk" role="toolbar" aria-label={`${chosen} alerts selected`}>
          <span className="cnt num">
            {whole(chosen)}
            <span className="tx"> selected</span>
          </span>
          {isOver ? (
            <button type="button" className="btn" disabled={!may || selection.all} title={selection.all ? "Choose those that are to be open again one by one" : refused} onClick={() => apply("reopen")}>
              <Icon name="back" />
              Open again
            </button>
          ) : (
            <>
              <button type="button" className="btn" disabled={!may} title={refused} onClick={() => apply("acknowledge")}>
                <Icon name="half" />
                Acknowledge <kbd>w</kbd>
              </button>
              <button type="button" className="btn" disabled={!may} title={refused} onClick={() => apply("resolve")}>
                <Icon name="check" />
                Resolve <kbd>e</kbd>
              </button>
            </>
          )}
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

/** What the fourth column answers. */
const BY: Record<Tab, string> = { unanswered: "Who knows, who is next", acknowledged: "By", resolved: "By", all: "By, or who is next" };

const KEYS = [
  ["j", "down"],
  ["k", "up"],
  ["x", "select"],
  ["↵", "open"],
  ["w", "acknowledge"],
  ["e", "resolve"],
] as const;

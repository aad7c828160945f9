import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Icon } from "@/components/Icon";
import { Empty, Failure, Skeleton } from "@/components/states";
import type { DeliveryTarget } from "@/lib/api/types";
import { useKeys } from "@/lib/keyboard";
import { whole } from "@/lib/numbers";
import { selectionKeys, useSelection } from "@/lib/selection";
import { useCan } from "@/lib/session";
import { useDeliveries, type DeliveryFilter } from "../api/list";
import type { Chosen } from "../api/resends";
import { isResendable } from "../words";
import { DeliveryTable } from "./DeliveryTable";
import { ResendDialog } from "./ResendDialog";

interface Props {
  org: string;
  filter: DeliveryFilter;
  targets: readonly DeliveryTarget[];
  onShow: (id: string) => void;
  onNarrow: (part: Partial<DeliveryFilter>) => void;
}

/** The rows, their keys, and what may be done to many. */
export function DeliveryList({ org, filter, targets, onShow, onNarrow }: Props) {
  const may = useCan("member");
  const [asking, setAsking] = useState<Chosen | null>(null);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useDeliveries(org, filter);
  const rows = data?.pages.flatMap((page) => page.data) ?? [];
  const selection = useSelection(rows, `deliveries ${JSON.stringify(filter)}`);
  const chosen = selection.size > 0 ? selection.targets.filter(isResendable) : [];
  const ask = () => {
    const under = selection.cursor && isResendable(selection.cursor) ? [selection.cursor] : [];
    const meant = selection.size > 0 ? chosen : under;
    if (!may || meant.length === 0) return;
    setAsking(selection.all ? { filter } : { ids: meant.map((one) => one.id) });
  };
  useKeys({
    ...selectionKeys(selection, (row) => onShow(row.id)),
    r: ask,
  });
  const done = () => {
    setAsking(null);
    selection.clear();
  };
  if (error) {
    return (
      <Failure error={error} title="The deliveries cannot be listed right now" retry={() => void refetch()}>
        Messages go out without this list.
      </Failure>
    );
  }
  if (isPending) return <Skeleton lines={8} label="Loading the deliveries" />;
  const failing = rows.some(isResendable);
  return (
    <>
      <div className="hstack wrap list-head">
        <h2>{listTitle(filter, targets)}</h2>
        <Narrowed filter={filter} onNarrow={onNarrow} />
        <span className="grow" />
        {failing && may && (
          <button type="button" className="btn" onClick={() => setAsking({ filter })}>
            <Icon name="loop" />
            Re-send all that match…
          </button>
        )}
      </div>
      {rows.length === 0 ? <Nothing org={org} filter={filter} onNarrow={onNarrow} /> : <DeliveryTable rows={rows} selection={selection} fixedTarget={filter.target !== undefined} onShow={onShow} />}
      {hasNextPage && (
        <button type="button" className="more" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? "Asking…" : "Older ones · show"}
        </button>
      )}
      {rows.length > 0 && (
        <p className="faint small-text list-foot" role="status">
          {whole(rows.length)} shown{hasNextPage ? ", there are more" : ""}. {filter.target && "The target is the same in every row, so its column is hidden."}
        </p>
      )}
      {chosen.length > 0 && (
        <div className="bulk" role="toolbar" aria-label={`${chosen.length} deliveries selected`}>
          <span className="cnt num">
            {selection.all ? "All that match" : whole(chosen.length)}
            {!selection.all && <span className="tx"> selected</span>}
          </span>
          <button type="button" className="btn" disabled={!may} title={may ? undefined : "A member of this organization may do this"} onClick={ask}>
            <Icon name="loop" />
            Re-send… <kbd>r</kbd>
          </button>
          {hasNextPage && !selection.all && (
            <button type="button" className="btn" onClick={selection.selectAll}>
              All that match
            </button>
          )}
          <button type="button" className="btn icon" aria-label="Clear the selection (Esc)" onClick={selection.clear}>
            <Icon name="x" />
          </button>
        </div>
      )}
      {asking && <ResendDialog org={org} chosen={asking} onStarted={done} onClose={() => setAsking(null)} />}
    </>
  );
}

function listTitle({ state, target }: DeliveryFilter, targets: readonly DeliveryTarget[]): string {
  const what = state === undefined ? "Not arrived" : state === "all" ? "All deliveries" : state === "synced" ? "Arrived" : `${state.charAt(0).toUpperCase()}${state.slice(1)}`;
  const name = targets.find((one) => one.target === target)?.name;
  return name ? `${what}, ${name}` : what;
}

/** What the address bar narrows to and no menu shows, and the way out of it. */
function Narrowed({ filter, onNarrow }: Pick<Props, "filter" | "onNarrow">) {
  const parts = [
    { key: "alert" as const, words: "of one alert" },
    { key: "issue" as const, words: "of one issue" },
    { key: "target" as const, words: "of one target" },
  ].filter(({ key }) => filter[key] !== undefined);
  return parts.map(({ key, words }) => (
    <span key={key} className="tag">
      {words}
      <button type="button" aria-label={`Not only ${words}`} onClick={() => onNarrow({ [key]: undefined })}>
        <Icon name="x" small />
      </button>
    </span>
  ));
}

function Nothing({ org, filter, onNarrow }: Pick<Props, "org" | "filter" | "onNarrow">) {
  const narrowed = filter.kind !== undefined || filter.target !== undefined || filter.alert !== undefined || filter.issue !== undefined;
  const all = (
    <button type="button" className="btn" onClick={() => onNarrow({ state: "all" })}>
      Show those of any state
    </button>
  );
  if (filter.state === undefined) {
    return (
      <Empty small title="Nothing waits here" actions={all}>
        {narrowed ? "Whatever was sent of these has arrived, or is over." : "Every message and call to a tracker stands here until it has arrived; then it can be found under any state."}
      </Empty>
    );
  }
  return (
    <Empty
      small
      title={narrowed || filter.state !== "all" ? "No delivery matches" : "Nothing has been sent yet"}
      actions={
        narrowed ? (
          <button type="button" className="btn" onClick={() => onNarrow({ kind: undefined, target: undefined, alert: undefined, issue: undefined })}>
            Of any kind and target
          </button>
        ) : (
          <Link className="btn" to="/$org/settings/channels" params={{ org }} search={{}}>
            Channels
          </Link>
        )
      }
    >
      Each message and each call to a tracker becomes one, with every attempt and what the other side said.
    </Empty>
  );
}

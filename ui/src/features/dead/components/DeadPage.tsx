import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { ChoiceMenu, ProjectMenu } from "@/components/ChoiceMenu";
import { Icon } from "@/components/Icon";
import { Page } from "@/components/Page";
import { Path } from "@/components/Path";
import { Empty, Failure, Skeleton } from "@/components/states";
import type { DeadReason } from "@/lib/api/types";
import { useLive, useThrottled } from "@/lib/live";
import { count, whole } from "@/lib/numbers";
import { reasonWords } from "@/lib/reasons";
import { useCan, useOrg } from "@/lib/session";
import { useDeadReasons, useDeadRecords, useRenewDead } from "../api/records";
import { DeadTable } from "./DeadTable";
import { DiscardDialog } from "./DiscardDialog";
import { RecordDrawer } from "./RecordDrawer";
import { ReplayDialog } from "./ReplayDialog";
import { ReplayPanel } from "./ReplayPanel";

/** Events that were accepted and that we failed on: why, and what to do with them. */
export function DeadPage() {
  const org = useOrg().slug;
  const { project, record } = useSearch({ from: "/$org/outcomes/dead" });
  const navigate = useNavigate({ from: "/$org/outcomes/dead" });
  const { data: reasons = [] } = useDeadReasons(org, project);
  const renew = useThrottled(5_000, useRenewDead(org));
  useLive(org, { outcomes: renew });
  const show = (id: string | undefined) => void navigate({ search: (old) => ({ ...old, record: id }) });
  return (
    <Page
      title="Dead events"
      crumbs={
        <Path>
          <Link className="crumb" to="/$org/outcomes" params={{ org }} search={{}}>
            Outcomes
          </Link>
          <h1>Dead events</h1>
        </Path>
      }
      actions={<Filters reasons={reasons} />}
    >
      <div className="pad">
        <ReplayPanel org={org} />
        <List reasons={reasons} onShow={show} />
      </div>
      {record && <RecordDrawer org={org} id={record} onClose={() => show(undefined)} />}
    </Page>
  );
}

function Filters({ reasons }: { reasons: readonly DeadReason[] }) {
  const org = useOrg().slug;
  const { project, reason } = useSearch({ from: "/$org/outcomes/dead" });
  const navigate = useNavigate({ from: "/$org/outcomes/dead" });
  const known = reasons.some((one) => one.reason === reason) || !reason ? reasons : [...reasons, { reason, quantity: 0 }];
  return (
    <div className="hstack scope">
      <ProjectMenu org={org} value={project} onChange={(slug) => void navigate({ search: (old) => ({ ...old, project: slug }) })} />
      <ChoiceMenu
        icon="sort"
        label="Reason"
        value={reason ?? ""}
        options={[{ value: "", label: "All reasons" }, ...known.map((one) => ({ value: one.reason, label: reasonWords(one.reason), note: whole(one.quantity) }))]}
        onChange={(value) => void navigate({ search: (old) => ({ ...old, reason: value || undefined }) })}
      />
    </div>
  );
}

function List({ reasons, onShow }: { reasons: readonly DeadReason[]; onShow: (id: string) => void }) {
  const org = useOrg().slug;
  const { project, reason } = useSearch({ from: "/$org/outcomes/dead" });
  const mayAct = useCan("admin");
  const [asking, setAsking] = useState<"replay" | "discard" | null>(null);
  const filter = { project, reason };
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useDeadRecords(org, filter);
  const rows = data?.pages.flatMap((page) => page.data) ?? [];
  const total = reasons.reduce((sum, one) => sum + (reason && one.reason !== reason ? 0 : one.quantity), 0);
  const close = () => setAsking(null);
  if (error) {
    return (
      <Failure error={error} title="The dead events cannot be listed right now" retry={() => void refetch()}>
        They are kept: nothing is lost.
      </Failure>
    );
  }
  if (isPending) return <Skeleton lines={8} label="Loading the dead events" />;
  return (
    <>
      {rows.length === 0 ? (
        <Empty
          title={project || reason ? "No dead event matches" : "No event is dead"}
          actions={
            <Link className="btn" to="/$org/outcomes" params={{ org }} search={{}}>
              See what became of every event
            </Link>
          }
        >
          Whatever we accept and then fail on is kept here, whole, with the reason, until it is replayed, discarded, or as old as events may get.
        </Empty>
      ) : (
        <>
          <div className="hstack wrap lead-row">
            <div className="grow">
              <h2 className="ttl sm">{count(Math.max(total, rows.length), "event")} could not be processed</h2>
              <p className="muted">They were accepted and are kept whole. When the cause is mended, a replay stores them as if nothing had happened.</p>
            </div>
            {mayAct && (
              <div className="hstack">
                <button type="button" className="btn" onClick={() => setAsking("discard")}>
                  <Icon name="bin" />
                  Discard…
                </button>
                <button type="button" className="btn pri" onClick={() => setAsking("replay")}>
                  <Icon name="loop" />
                  Replay…
                </button>
              </div>
            )}
          </div>
          <DeadTable rows={rows} onShow={mayAct ? onShow : undefined} />
          {hasNextPage && (
            <button type="button" className="more" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {isFetchingNextPage ? "Asking…" : "Older ones · show"}
            </button>
          )}
        </>
      )}
      {asking === "replay" && <ReplayDialog org={org} filter={filter} onClose={close} />}
      {asking === "discard" && <DiscardDialog org={org} filter={filter} onClose={close} />}
    </>
  );
}

import { CopyBox } from "@/components/CopyBox";
import { Dialog } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Failure, Skeleton } from "@/components/states";
import { Time } from "@/components/Time";
import type { DeadRecordDetail } from "@/lib/api/types";
import { bytes, count } from "@/lib/numbers";
import { reasonWords } from "@/lib/reasons";
import { useDeadRecord } from "../api/records";

/** One dead event: what we failed of, and what it holds. */
export function RecordDrawer({ org, id, onClose }: { org: string; id: string; onClose: () => void }) {
  const { data, error, refetch } = useDeadRecord(org, id);
  return (
    <Dialog open onClose={onClose} label={`Dead event ${id}`} className="drawer">
      <header className="hstack">
        <h2 className="grow">{data ? reasonWords(data.reason) : `Dead event ${id}`}</h2>
        <button type="button" className="btn quiet icon" aria-label="Close" onClick={onClose}>
          <Icon name="x" />
        </button>
      </header>
      {error ? (
        <Failure error={error} title="This one cannot be shown" retry={() => void refetch()}>
          It may have been replayed or discarded.
        </Failure>
      ) : data ? (
        <Content record={data} />
      ) : (
        <Skeleton lines={8} label="Loading the dead event" />
      )}
    </Dialog>
  );
}

function Content({ record }: { record: DeadRecordDetail }) {
  return (
    <>
      <p className="muted">
        {record.project}, died <Time at={record.dateCreated} withAgo />, tried {record.attempts === 1 ? "once" : count(record.attempts, "time")}
        {record.lastTried && (
          <>
            , last <Time at={record.lastTried} withAgo />
          </>
        )}
        . {bytes(record.size)}
        {record.client && <> from {record.client}</>}.
      </p>
      {record.eventId && <CopyBox text={record.eventId} />}
      <h3>Trace</h3>
      <pre className="code wrap-text">{record.trace || "None was kept."}</pre>
      <h3>What it holds</h3>
      <p className="faint small-text">Without what redaction finds in it. The bytes as they came are on the server only: redshank dead show {record.id} --raw FILE</p>
      <pre className="code wrap-text">
        {record.body || (record.reason === "killed_processor" ? "It is not opened here: it might end this process as well." : "It cannot be read.")}
        {record.isCut && "…"}
      </pre>
    </>
  );
}

import { Count } from "@/components/Count";
import { clock } from "@/lib/time";
import { whole } from "@/lib/numbers";

interface Props {
  total: number | null;
  pending: boolean;
  selected: number;
  all: boolean;
  fresh: number;
  onShowNew: () => void;
  onSelectAll: () => void;
  live: boolean;
  asOf: Date | null;
}

/** What the list holds, what is new, how fresh it is. */
export function Said({ total, pending, selected, all, fresh, onShowNew, onSelectAll, live, asOf }: Props) {
  const many = total ?? 0;
  return (
    <div className="said">
      <span className="num" role="status">
        {pending ? "Asking…" : selected > 0 ? <Chosen selected={all ? many : selected} total={many} /> : total === null ? "" : <HowMany total={many} />}
      </span>
      {selected > 0 && !all && many > selected && (
        <button type="button" className="fresh" onClick={onSelectAll}>
          Select all {whole(many)} that match
        </button>
      )}
      <span role="status" aria-live="polite">
        {selected === 0 && fresh > 0 && (
          <button type="button" className="fresh" title="Rows never move under your pointer. Press . to show" onClick={onShowNew}>
            {whole(fresh)} new · show <kbd>.</kbd>
          </button>
        )}
      </span>
      <span className="grow" />
      {asOf && (
        <span className="wide num">
          {live ? "Live · as of" : "As of"} {clock(asOf)}
        </span>
      )}
    </div>
  );
}

function HowMany({ total }: { total: number }) {
  return (
    <>
      <Count value={total} /> {total === 1 ? "issue" : "issues"}
    </>
  );
}

function Chosen({ selected, total }: { selected: number; total: number }) {
  return (
    <>
      {whole(selected)} of {whole(total)} selected
    </>
  );
}

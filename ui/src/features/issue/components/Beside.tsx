import { Icon } from "@/components/Icon";
import { whole } from "@/lib/numbers";
import type { Neighbours } from "@/lib/trail";

/** Where the issue stands in the list that one came from, and the ones beside it. */
export function Beside({ beside, onGo }: { beside: Neighbours | null; onGo: (issue: string | null) => void }) {
  if (!beside) return null;
  return (
    <span className="hstack wide">
      <span className="faint num nowrap">
        {whole(beside.index)} of {whole(beside.total)}
        {beside.beyond && "+"}
      </span>
      <button type="button" className="btn quiet icon" aria-label="Previous issue (k)" title="Previous issue · k" disabled={!beside.previous} onClick={() => onGo(beside.previous)}>
        <Icon name="left" />
      </button>
      <button type="button" className="btn quiet icon" aria-label="Next issue (j)" title="Next issue · j" disabled={!beside.next} onClick={() => onGo(beside.next)}>
        <Icon name="right" />
      </button>
    </span>
  );
}

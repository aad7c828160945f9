import type { AlertList } from "../api/list";
import { whole } from "@/lib/numbers";
import { clock } from "@/lib/time";
import { MOST_COUNTED } from "../api/list";

interface Props {
  list: AlertList;
  selected: number;
  all: boolean;
  onSelectAll: () => void;
  live: boolean;
}

/** What the list holds and how much of it is shown, what is new, how fresh it is. */
export function Said({ list, selected, all, onSelectAll, live }: Props) {
  const { rows, total, fresh, asOf } = list;
  const many = total ?? rows.length;
  return (
    <div className="said">
      <span className="num" role="status">
        {selected > 0 ? `${countWords(all ? many : selected)} of ${countWords(many)} selected` : shownWords(rows.length, many)}
      </span>
      {selected > 0 && !all && many > selected && (
        <button type="button" className="fresh" onClick={onSelectAll}>
          Select all {countWords(many)} that match
        </button>
      )}
      <span role="status" aria-live="polite">
        {selected === 0 && fresh > 0 && (
          <button type="button" className="fresh" title="Rows never move under your pointer. Press . to show" onClick={list.showNew}>
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

/** `1–50 of 212`, or `12 alerts` where all are shown. */
export function shownWords(shown: number, many: number): string {
  if (shown === 0) return "";
  if (shown < many) return `1–${whole(shown)} of ${countWords(many)}`;
  return `${whole(shown)} ${shown === 1 ? "alert" : "alerts"}`;
}

function countWords(many: number): string {
  return many > MOST_COUNTED ? `more than ${whole(MOST_COUNTED)}` : whole(many);
}

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";

const VIRTUAL_FROM = 100;

interface Props<T> {
  /** Height of a row, as far as that is known before it is shown. */
  rowPx: number;
  rows: readonly T[];
  row: (one: T) => ReactNode;
  cursorId: string | null;
  /** Says what the rows are, where no heading does. */
  label?: string;
}

/** The rows of a list; of a long one, only those near the window are in the page. */
export function Rows<T extends { id: string }>(props: Props<T>) {
  if (props.rows.length > VIRTUAL_FROM) return <VirtualRows key={props.rowPx} {...props} />;
  return <ul aria-label={props.label}>{props.rows.map(props.row)}</ul>;
}

function VirtualRows<T extends { id: string }>({ rowPx, rows, row, cursorId, label }: Props<T>) {
  const list = useRef<HTMLUListElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    setOffset((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, [rows.length]);
  const virtual = useWindowVirtualizer({ count: rows.length, estimateSize: () => rowPx, overscan: 12, scrollMargin: offset, getItemKey: (at) => rows[at]?.id ?? at });
  useEffect(() => {
    const at = rows.findIndex((one) => one.id === cursorId);
    if (at > 0 && !document.getElementById(`row-${cursorId}`)) virtual.scrollToIndex(at);
    // Only a move of the cursor scrolls.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [cursorId]);
  return (
    <ul ref={list} className="virtual" aria-label={label} style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const one = rows[item.index];
        return (
          one && (
            <li key={item.key} data-index={item.index} ref={virtual.measureElement} aria-setsize={rows.length} aria-posinset={item.index + 1} style={{ transform: `translateY(${item.start - offset}px)` }}>
              <ul>{row(one)}</ul>
            </li>
          )
        );
      })}
    </ul>
  );
}

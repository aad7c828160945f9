import { useCallback, useEffect, useMemo, useState } from "react";
import type { Issue } from "@/lib/api/types";

export interface Selection {
  cursor: Issue | null;
  has: (id: string) => boolean;
  size: number;
  /** Everything that matches, also what is not loaded. */
  all: boolean;
  /** What an action applies to: the selected rows, else the row under the cursor. */
  targets: Issue[];
  toggle: (issue: Issue, extend: boolean) => void;
  toggleCursor: () => void;
  extendToCursor: () => void;
  /** Selects the row under the cursor when nothing is selected. */
  ensure: () => void;
  selectAll: () => void;
  clear: () => void;
  move: (by: 1 | -1) => void;
}

// Survives the way into an issue and back.
const cursors = new Map<string, string>();

/** The cursor and the selection of a list; both follow ids, never positions. */
export function useSelection(rows: readonly Issue[], listKey: string): Selection {
  const [cursorId, setCursorId] = useState<string | null>(cursors.get(listKey) ?? null);
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [anchor, setAnchor] = useState<string | null>(null);
  const [all, setAll] = useState(false);

  useEffect(() => {
    setIds(new Set());
    setAll(false);
    setAnchor(null);
    setCursorId(cursors.get(listKey) ?? null);
  }, [listKey]);

  const cursor = useMemo(() => rows.find((row) => row.id === cursorId) ?? rows[0] ?? null, [rows, cursorId]);
  const selected = useMemo(() => rows.filter((row) => all || ids.has(row.id)), [rows, ids, all]);

  const put = useCallback(
    (id: string) => {
      cursors.set(listKey, id);
      setCursorId(id);
    },
    [listKey],
  );

  const between = (from: string | null, to: string): string[] => {
    const start = rows.findIndex((row) => row.id === (from ?? to));
    const end = rows.findIndex((row) => row.id === to);
    if (start === -1 || end === -1) return [to];
    return rows.slice(Math.min(start, end), Math.max(start, end) + 1).map((row) => row.id);
  };

  const toggle: Selection["toggle"] = (issue, extend) => {
    put(issue.id);
    setAll(false);
    setIds((old) => {
      const next = new Set(all ? rows.map((row) => row.id) : old);
      if (extend) between(anchor, issue.id).forEach((id) => next.add(id));
      else if (!next.delete(issue.id)) next.add(issue.id);
      return next;
    });
    setAnchor(issue.id);
  };

  return {
    cursor,
    has: (id) => all || ids.has(id),
    size: selected.length,
    all,
    targets: selected.length > 0 ? selected : cursor ? [cursor] : [],
    toggle,
    toggleCursor: () => cursor && toggle(cursor, false),
    extendToCursor: () => cursor && toggle(cursor, true),
    ensure: () => {
      if (selected.length === 0 && cursor) toggle(cursor, false);
    },
    selectAll: () => setAll(true),
    clear: () => {
      setIds(new Set());
      setAll(false);
      setAnchor(null);
    },
    move: (by) => {
      const at = rows.findIndex((row) => row.id === cursor?.id);
      const next = rows[Math.min(rows.length - 1, Math.max(0, cursorId === null ? at : at + by))];
      if (!next) return;
      put(next.id);
      document.getElementById(`row-${next.id}`)?.scrollIntoView({ block: "nearest" });
    },
  };
}

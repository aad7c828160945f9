import { useMemo, useState } from "react";
import type { Keymap } from "./keyboard";

/** What a list needs to know of its rows. */
export interface Selectable {
  id: string;
}

export interface Selection<T extends Selectable> {
  cursor: T | null;
  has: (id: string) => boolean;
  size: number;
  /** Everything that matches, also what is not loaded. */
  all: boolean;
  /** What an action applies to: the selected rows, else the row under the cursor. */
  targets: T[];
  toggle: (row: T, extend: boolean) => void;
  toggleCursor: () => void;
  extendToCursor: () => void;
  /** Selects the row under the cursor when nothing is selected. */
  ensure: () => void;
  selectAll: () => void;
  clear: () => void;
  move: (by: 1 | -1) => void;
}

// Survives the way into a row and back.
const cursors = new Map<string, string>();

interface State {
  /** The list it belongs to: another list starts anew. */
  key: string;
  cursorId: string | null;
  ids: ReadonlySet<string>;
  anchor: string | null;
  all: boolean;
}

const fresh = (key: string): State => ({ key, cursorId: cursors.get(key) ?? null, ids: new Set(), anchor: null, all: false });

/** The cursor and the selection of a list; both follow ids, never positions. */
export function useSelection<T extends Selectable>(rows: readonly T[], listKey: string): Selection<T> {
  const [stored, setStored] = useState<State>(() => fresh(listKey));
  const state = stored.key === listKey ? stored : fresh(listKey);
  const update = (part: Partial<State>) => {
    if (part.cursorId) cursors.set(listKey, part.cursorId);
    setStored({ ...state, ...part });
  };

  const cursor = useMemo(() => rows.find((row) => row.id === state.cursorId) ?? rows[0] ?? null, [rows, state.cursorId]);
  const selected = rows.filter((row) => state.all || state.ids.has(row.id));

  const between = (from: string | null, to: string): string[] => {
    const start = rows.findIndex((row) => row.id === (from ?? to));
    const end = rows.findIndex((row) => row.id === to);
    if (start === -1 || end === -1) return [to];
    return rows.slice(Math.min(start, end), Math.max(start, end) + 1).map((row) => row.id);
  };

  const toggle: Selection<T>["toggle"] = (chosen, extend) => {
    const ids = new Set(state.all ? rows.map((row) => row.id) : state.ids);
    if (extend) between(state.anchor, chosen.id).forEach((id) => ids.add(id));
    else if (!ids.delete(chosen.id)) ids.add(chosen.id);
    update({ cursorId: chosen.id, ids, all: false, anchor: chosen.id });
  };

  return {
    cursor,
    has: (id) => state.all || state.ids.has(id),
    size: selected.length,
    all: state.all,
    targets: selected.length > 0 ? selected : cursor ? [cursor] : [],
    toggle,
    toggleCursor: () => cursor && toggle(cursor, false),
    extendToCursor: () => cursor && toggle(cursor, true),
    ensure: () => {
      if (selected.length === 0 && cursor) toggle(cursor, false);
    },
    selectAll: () => update({ all: true }),
    clear: () => update({ ids: new Set(), all: false, anchor: null }),
    move: (by) => {
      const at = rows.findIndex((row) => row.id === cursor?.id);
      const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
      if (!next) return;
      update({ cursorId: next.id });
      document.getElementById(`row-${next.id}`)?.scrollIntoView({ block: "nearest" });
    },
  };
}

/** The keys that move a cursor over a list, select, and open the row under the cursor or press what has the focus. */
export function selectionKeys<T extends Selectable>(selection: Selection<T>, open: (row: T) => void): Keymap {
  return {
    j: () => selection.move(1),
    k: () => selection.move(-1),
    ArrowDown: () => selection.move(1),
    ArrowUp: () => selection.move(-1),
    x: selection.toggleCursor,
    "shift+x": selection.extendToCursor,
    Enter: (event) => {
      const control = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("button, a, summary") : null;
      if (control) control.click();
      else if (selection.cursor) open(selection.cursor);
    },
    Escape: selection.clear,
  };
}

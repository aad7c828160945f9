import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from "react";

export const UNDO_SECONDS = 10;

export interface Notice {
  id: number;
  text: string;
  tone: "doing" | "done" | "failed";
  undo?: (() => void) | undefined;
}

interface Options {
  tone?: Notice["tone"];
  undo?: (() => void) | undefined;
  then?: () => void;
}

interface Notices {
  current: Notice | null;
  /**
   * Says something for ten seconds; with `undo`, a person can take it back for as long. What is still being done stays
   * until `amend` says how it ended.
   */
  tell: (text: string, options?: Options) => number;
  /** Says how it ended, in the place of that notice and with its undo. Nothing where another has taken the place. */
  amend: (id: number, text: string) => void;
  dismiss: () => void;
}

const Context = createContext<Notices | null>(null);

/** One notice at a time: a new one takes the old one's place, and what waited for the old one happens at once. */
export function NoticeProvider({ children }: { children: ReactNode }) {
  const [current, setCurrent] = useState<Notice | null>(null);
  const pending = useRef<{ timer: number; then?: (() => void) | undefined } | null>(null);
  const serial = useRef(0);

  const finish = useCallback((run: boolean) => {
    const waiting = pending.current;
    pending.current = null;
    if (!waiting) return;
    window.clearTimeout(waiting.timer);
    if (run) waiting.then?.();
  }, []);

  const last = useCallback(
    (id: number, then?: () => void) => {
      const timer = window.setTimeout(() => {
        finish(true);
        setCurrent((now) => (now?.id === id ? null : now));
      }, UNDO_SECONDS * 1000);
      pending.current = { timer, then };
    },
    [finish],
  );

  const tell = useCallback<Notices["tell"]>(
    (text, options = {}) => {
      finish(true);
      const id = (serial.current += 1);
      const { undo, tone = "done" } = options;
      setCurrent({
        id,
        text,
        tone,
        undo: undo && (() => {
          finish(false);
          setCurrent(null);
          undo();
        }),
      });
      if (tone !== "doing") last(id, options.then);
      return id;
    },
    [finish, last],
  );

  const amend = useCallback<Notices["amend"]>(
    (id, text) => {
      setCurrent((now) => (now?.id === id ? { ...now, text, tone: "done" } : now));
      if (serial.current === id) last(id);
    },
    [last],
  );

  const dismiss = useCallback(() => {
    finish(true);
    setCurrent(null);
  }, [finish]);

  const value = useMemo(() => ({ current, tell, amend, dismiss }), [current, tell, amend, dismiss]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useNotices(): Notices {
  const value = useContext(Context);
  if (!value) throw new Error("useNotices needs a NoticeProvider");
  return value;
}

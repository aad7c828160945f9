import type { Outcomes } from "@/lib/api/types";

/** The way from the programs to the store. Each stage is what the one before had, less one kind of loss. */
export interface Stage {
  id: "saw" | "received" | "accepted" | "processed" | "stored";
  title: string;
  note: string;
  count: number;
  /** What leaves between this stage and the next. */
  loss: Loss | null;
}

export interface Loss {
  title: string;
  count: number;
  /** Something failed on our side, or is still on its way. */
  bad: boolean;
  /** The largest reasons, with their counts. */
  reasons: [string, number][];
}

export interface Books {
  stages: Stage[];
  stored: number;
  /** What should be stored and is not; 0 when the books balance. */
  unaccounted: number;
}

const LARGEST = 3;

type WordsOf = (reason: string, rule?: Outcomes["reasons"][number]["rule"]) => string;

export function booksOf(outcomes: Outcomes, wordsOf: WordsOf): Books {
  const total = (...names: string[]) => names.reduce((sum, name) => sum + (outcomes.totals[name] ?? 0), 0);
  const largest = (...names: string[]): [string, number][] => {
    const sums = new Map<string, number>();
    for (const one of outcomes.reasons) {
      if (!names.includes(one.outcome)) continue;
      const words = wordsOf(one.reason || one.outcome, one.rule);
      sums.set(words, (sums.get(words) ?? 0) + one.quantity);
    }
    return [...sums].sort((a, b) => b[1] - a[1]).slice(0, LARGEST);
  };
  const stored = total("stored");
  const dropped = total("client_discard");
  const refused = total("limited", "invalid");
  const filtered = total("filtered");
  const accepted = outcomes.received - refused;
  const processed = accepted - filtered;
  // What waits is measured at another moment than the books are read: it never explains more than is missing.
  const pending = Math.max(0, Math.min(outcomes.pending, processed - total("duplicate", "dead") - stored));
  const lost = total("duplicate", "dead") + pending;
  const lastReasons: [string, number][] = [
    ["seen before", total("duplicate")],
    ["on their way", pending],
    ["dead: kept, to look at", total("dead")],
  ];
  return {
    stages: [
      { id: "saw", title: "Programs saw", note: "told by the SDKs", count: outcomes.received + dropped, loss: { title: "Dropped by SDKs", count: dropped, bad: false, reasons: largest("client_discard") } },
      { id: "received", title: "Received", note: "reached the gateway", count: outcomes.received, loss: { title: "Refused", count: refused, bad: false, reasons: largest("limited", "invalid") } },
      { id: "accepted", title: "Accepted", note: "answered 200", count: accepted, loss: { title: "Filtered", count: filtered, bad: false, reasons: largest("filtered") } },
      { id: "processed", title: "To be stored", note: "after filters", count: processed, loss: { title: "Not stored", count: lost, bad: true, reasons: lastReasons.filter(([, n]) => n > 0) } },
      { id: "stored", title: "Stored", note: "you can open them", count: stored, loss: null },
    ],
    stored,
    unaccounted: Math.max(0, processed - lost - stored),
  };
}

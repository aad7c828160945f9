import { useEffect, useRef, useState } from "react";

export interface IssuesChanged {
  project: string;
  ids: string[];
  new: string[];
  /** More changed than the message names: look at everything again. */
  more: boolean;
}

interface Handlers {
  issues?: (changed: IssuesChanged) => void;
  outcomes?: () => void;
  /** An alert fired, was answered, or told somebody. */
  alerts?: () => void;
}

const subscribers = new Set<React.RefObject<Handlers>>();
const stateListeners = new Set<(connected: boolean) => void>();
let source: EventSource | null = null;
let sourceOrg = "";
let connected = false;

function setConnected(value: boolean): void {
  connected = value;
  stateListeners.forEach((tell) => tell(value));
}

function read(event: MessageEvent<string>): unknown {
  try {
    return JSON.parse(event.data);
  } catch {
    return null;
  }
}

function connect(org: string): void {
  if (source && sourceOrg === org) return;
  source?.close();
  sourceOrg = org;
  if (typeof EventSource === "undefined") return;
  source = new EventSource(`/api/0/organizations/${encodeURIComponent(org)}/live/`);
  source.onopen = () => setConnected(true);
  // The browser connects again by itself.
  source.onerror = () => setConnected(false);
  source.addEventListener("issues", (event) => {
    const body = read(event as MessageEvent<string>) as Partial<IssuesChanged> | null;
    if (!body) return;
    const changed = { project: String(body.project ?? ""), ids: (body.ids ?? []).map(String), new: (body.new ?? []).map(String), more: body.more === true };
    subscribers.forEach((one) => one.current.issues?.(changed));
  });
  source.addEventListener("outcomes", () => subscribers.forEach((one) => one.current.outcomes?.()));
  source.addEventListener("alerts", () => subscribers.forEach((one) => one.current.alerts?.()));
}

/** Listens to what happens in an organization; one connection serves the whole page. Returns whether it stands. */
export function useLive(org: string, handlers: Handlers): boolean {
  const current = useRef(handlers);
  const [isConnected, setIsConnected] = useState(connected);
  useEffect(() => {
    current.current = handlers;
  });
  useEffect(() => {
    if (!org) return;
    connect(org);
    subscribers.add(current);
    stateListeners.add(setIsConnected);
    return () => {
      subscribers.delete(current);
      stateListeners.delete(setIsConnected);
      if (subscribers.size > 0) return;
      source?.close();
      source = null;
      setConnected(false);
    };
  }, [org]);
  return isConnected;
}

/** At most one call in `ms`; the last one is never lost. */
export function useThrottled(ms: number, run: () => void): () => void {
  const timer = useRef(0);
  const current = useRef(run);
  useEffect(() => {
    current.current = run;
  });
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return () => {
    if (timer.current) return;
    timer.current = window.setTimeout(() => {
      timer.current = 0;
      current.current();
    }, ms);
  };
}

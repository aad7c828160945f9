import { useEffect, useRef, useState, type ReactNode } from "react";
import { messageOf, Problem } from "@/lib/api/problem";
import { useKeys } from "@/lib/keyboard";
import { BirdScene } from "./Bird";
import { CopyButton } from "./CopyButton";
import { Icon } from "./Icon";

/** True once the wait is long enough to be worth drawing; a quick answer never flashes. */
export function useSlow(waiting: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = window.setTimeout(() => setSlow(true), 150);
    return () => {
      window.clearTimeout(timer);
      setSlow(false);
    };
  }, [waiting]);
  return waiting && slow;
}

/** Grey bars in the place of text. */
export function Skeleton({ lines = 3, label = "Loading" }: { lines?: number; label?: string }) {
  const visible = useSlow(true);
  return (
    <div className="skels" role="status" aria-label={label} style={{ visibility: visible ? "visible" : "hidden" }}>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="skel" style={{ width: `${92 - ((index * 23) % 50)}%` }} />
      ))}
    </div>
  );
}

interface EmptyProps {
  title: string;
  /** Why it is empty, and why one may believe it. */
  children?: ReactNode;
  actions?: ReactNode;
  small?: boolean;
  /** Whether it is the whole page, which then has no other heading. */
  alone?: boolean;
}

export function Empty({ title, children, actions, small, alone }: EmptyProps) {
  const Heading = alone ? "h1" : "h2";
  return (
    <div className={small ? "blank small" : "blank"}>
      {!small && <BirdScene />}
      <Heading>{title}</Heading>
      {children && <div className="lead">{children}</div>}
      {actions && <div className="hstack wrap acts-row">{actions}</div>}
    </div>
  );
}

interface FailureProps {
  error: unknown;
  /** What cannot be shown: "The event cannot be read right now". */
  title: string;
  /** Whether anything is lost, and what still works. */
  children?: ReactNode;
  retry: () => void;
  /** Whether it is the whole page, which then has no other heading. */
  alone?: boolean;
}

const RETRY_SECONDS = 15;

/** An error in the place of what it hides: what, whether anything is lost, again, and what an operator needs. */
export function Failure({ error, title, children, retry, alone }: FailureProps) {
  const Heading = alone ? "h1" : "h2";
  const problem = error instanceof Problem ? error : null;
  const passing = problem?.passing ?? false;
  useKeys({ r: retry });
  const report = problem && reportOf(problem);
  return (
    <div className="panel" role="alert">
      <div className="blank small">
        <Icon name={problem?.status === 403 ? "lock" : "db"} className="warn big-icon" />
        <Heading>{title}</Heading>
        <div className="lead">
          {messageOf(error)} {children}
        </div>
        <div className="hstack wrap acts-row">
          <button type="button" className="btn pri" onClick={retry}>
            <Icon name="loop" />
            Try again <kbd>r</kbd>
          </button>
          {passing && <Countdown key={problem?.at.getTime()} seconds={problem?.retryAfterSeconds ?? RETRY_SECONDS} run={retry} />}
        </div>
        {report && (
          <details className="report">
            <summary>What to tell the person who runs this Redshank</summary>
            <div className="code">
              {report}
              <CopyButton text={report} />
            </div>
          </details>
        )}
      </div>
    </div>
  );
}

/** Asks again by itself, and says when. */
function Countdown({ seconds, run }: { seconds: number; run: () => void }) {
  const [left, setLeft] = useState(seconds);
  const current = useRef(run);
  useEffect(() => {
    current.current = run;
  });
  useEffect(() => {
    const until = Date.now() + seconds * 1000;
    const timer = window.setInterval(() => {
      const rest = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      setLeft(rest);
      if (rest > 0) return;
      window.clearInterval(timer);
      current.current();
    }, 1000);
    return () => window.clearInterval(timer);
  }, [seconds]);
  return <span className="faint num">again by itself in {left} s</span>;
}

function reportOf(problem: Problem): string {
  const answer = problem.status === 0 ? "no answer" : `${problem.status} after ${(problem.took / 1000).toFixed(2)} s`;
  return [
    `problem   ${problem.message}`,
    `asked     ${problem.method} ${problem.path}   ${answer}`,
    ...(problem.requestId ? [`request   ${problem.requestId}`] : []),
    `at        ${problem.at.toISOString()}`,
  ].join("\n");
}

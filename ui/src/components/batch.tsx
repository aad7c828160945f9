import type { ReactNode } from "react";
import { whole } from "@/lib/numbers";
import { Icon, type IconName } from "./Icon";
import { Refusal } from "./Field";
import { Time } from "./Time";

/** What is done to many, in three steps: a plan that a person reads, a start at a pace, then progress that can be stopped. */

interface RowProps {
  words: string;
  quantity: number;
  /** What is to be known of these. */
  children?: ReactNode;
}

/** One group of what a plan is about. */
export function PlanRow({ words, quantity, children }: RowProps) {
  return (
    <div className="row-of">
      <dt className="muted">
        {words}
        {children}
      </dt>
      <dd>{whole(quantity)}</dd>
    </div>
  );
}

interface PlanProps {
  /** Groups that are left out, then: how many in all. */
  leftOut?: number;
  sum: string;
  total: number;
  children: ReactNode;
}

/** How many, group by group, and in all. */
export function PlanTable({ leftOut = 0, sum, total, children }: PlanProps) {
  return (
    <dl>
      {children}
      {leftOut > 0 && (
        <div className="row-of">
          <dt className="muted">Left out</dt>
          <dd className="muted">− {whole(leftOut)}</dd>
        </div>
      )}
      <div className="row-of">
        <dt className="sum">{sum}</dt>
        <dd className="sum">{whole(total)}</dd>
      </div>
    </dl>
  );
}

/** How many a second at the most. */
export function PaceField<T extends number>({ value, options, onChange }: { value: T; options: readonly T[]; onChange: (pace: T) => void }) {
  return (
    <label className="hstack rate">
      <span>At most</span>
      <select className="field" value={value} onChange={(event) => onChange(Number(event.target.value) as T)}>
        {options.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
      <span>a second</span>
    </label>
  );
}

/** `running`, `waiting` for a person's word, over `well`, or over and not all went well. */
export type BatchMood = "running" | "waiting" | "well" | "badly";

const LOOKS: Record<BatchMood, { icon: IconName; tone: string }> = {
  running: { icon: "loop", tone: "" },
  waiting: { icon: "half", tone: "" },
  well: { icon: "checkc", tone: "ok" },
  badly: { icon: "tri", tone: "warn" },
};

interface BatchProps {
  /** Of the region. */
  label: string;
  mood: BatchMood;
  title: string;
  /** How far it has come, while it runs. */
  done: number;
  total: number;
  /** What came of it. */
  result: string;
  started: string;
  startedBy: string | null;
  ended: string | null;
  actions?: ReactNode;
  problem: string | null;
  children?: ReactNode;
}

/** One batch: how far it has come, what came of it, and the ways to go on or stop. */
export function Batch({ label, mood, title, done, total, result, started, startedBy, ended, actions, problem, children }: BatchProps) {
  const { icon, tone } = LOOKS[mood];
  return (
    <section className="panel batch" aria-label={label}>
      <div className="in">
        <div className="hstack wrap">
          <Icon name={icon} className={tone} />
          <b className="grow" role="status">
            {title}
          </b>
          {actions}
        </div>
        {mood === "running" && <progress max={total} value={done} aria-label={`${label}: done so far`} />}
        <p className="muted num">{result}</p>
        <p className="faint small-text">
          Started <Time at={started} withAgo />
          {startedBy && ` by ${startedBy}`}
          {ended && (
            <>
              , ended <Time at={ended} withAgo />
            </>
          )}
        </p>
        {children}
        <Refusal problem={problem} />
      </div>
    </section>
  );
}

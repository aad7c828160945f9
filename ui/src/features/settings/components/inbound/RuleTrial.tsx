import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Time } from "@/components/Time";
import { messageOf } from "@/lib/api/problem";
import { useNow } from "@/lib/now";
import type { PipelineAction, PipelineMatch } from "@/lib/api/types";
import { useRuleTrial, type Question } from "../../api/inbound-rules";
import { hasPatterns, trialLimits, trialWords } from "../../inbound-words";

const DAYS = [
  [1, "24 hours"],
  [7, "7 days"],
  [30, "30 days"],
] as const;

/** What the rule in the form would have done to what is stored, as the server would apply it. */
export function RuleTrial({ org, project, match, action }: { org: string; project: string; match: PipelineMatch; action: PipelineAction }) {
  const [days, setDays] = useState(1);
  const wanted = JSON.stringify({ match, action: triable(action), days });
  const [asked, setAsked] = useState(wanted);
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked(wanted), 400);
    return () => window.clearTimeout(timer);
  }, [wanted]);
  const now = useNow();
  const says = saysSomething(match);
  const question = JSON.parse(asked) as Question;
  const { data, error, isFetching } = useRuleTrial(org, project, question, says && saysSomething(question.match));
  const examples = data?.examples ?? [];
  return (
    <section className="panel trial" aria-labelledby="h-trial">
      <header>
        <h3 id="h-trial">Tried on stored events</h3>
        <span className="grow" />
        <label className="hstack">
          <span className="faint small-text">of the last</span>
          <select className="field sm auto" aria-label="Tried on the last" value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {DAYS.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </header>
      <div className="in stack">
        <p role="status" className={isFetching ? "muted" : ""}>
          {!says ? "Say which events, and this tells what the rule would have done." : error ? <span className="wine">{messageOf(error)}</span> : data ? trialWords(data, question.action.kind) : "Looking at stored events …"}
        </p>
        {says && !error && data && trialLimits(data, question.match.kind, now).map((one) => <p key={one} className="faint small-text">{one}</p>)}
        {says && !error && examples.length > 0 && (
          <ul className="examples">
            {examples.map((one) => (
              <li key={one.eventId}>
                <Link className="link mono" to="/$org/issues/$issue/events/$event" params={{ org, issue: one.shortId, event: one.eventId }}>
                  {one.shortId}
                </Link>
                <span className="clip grow">{one.title}</span>
                <Time at={one.date} className="faint" />
              </li>
            ))}
          </ul>
        )}
        <p className="faint small-text">Stored events are redacted, and passed the rules of their day.</p>
      </div>
    </section>
  );
}

const saysSomething = (match: PipelineMatch): boolean => (match.kind === "query" ? match.query.trim() !== "" : !hasPatterns(match.kind) || match.patterns.length > 0);

/** Whose issue it becomes, and how a route is called, does not change what is met: a form half filled in can be tried. */
function triable(action: PipelineAction): PipelineAction {
  if (action.kind !== "owner" && action.kind !== "route") return action;
  return { kind: "level", share: 0, value: "error", userId: null, teamId: null };
}

import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Outcomes } from "@/lib/api/types";
import { whole } from "@/lib/numbers";
import { reasonWords } from "@/lib/reasons";

type Reason = Outcomes["reasons"][number];

const WHERE: Record<string, string> = {
  client_discard: "SDK",
  limited: "gateway, 429",
  invalid: "gateway, refused",
  filtered: "left out",
  duplicate: "processor",
  dead: "processor",
};
const SHOWN = 10;

/** The largest losses: why, where, and what one can do about it. */
export function Losses({ org, data }: { org: string; data: Outcomes }) {
  const [by, setBy] = useState<"reason" | "project">("reason");
  const losses = data.reasons.filter((one) => one.outcome in WHERE);
  const rows = by === "reason" ? merged(losses, (one) => `${one.outcome} ${one.reason} ${one.category}`) : merged(losses, (one) => one.project ?? "");
  return (
    <section className="panel tablebox" aria-labelledby="h-losses">
      <header>
        <h2 id="h-losses">Largest losses</h2>
        <span className="grow" />
        <span className="seg" role="group" aria-label="Sum up by">
          <button type="button" aria-pressed={by === "reason"} onClick={() => setBy("reason")}>
            Reason
          </button>
          <button type="button" aria-pressed={by === "project"} onClick={() => setBy("project")}>
            Project
          </button>
        </span>
      </header>
      {rows.length === 0 ? (
        <p className="none-row muted">Nothing was lost.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>{by === "reason" ? "Reason" : "Project"}</th>
              <th>{by === "reason" ? "Where" : "Mostly"}</th>
              <th className="n">Items</th>
              <th className="act">What you can do</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map((one) => (
              <tr key={`${one.outcome}${one.reason}${one.category}${one.project}`}>
                <td className="fill">{by === "project" ? (one.project ?? "several") : <Why org={org} loss={one} />}</td>
                <td className="muted">
                  {by === "reason" ? `${WHERE[one.outcome]}${one.category && one.category !== "error" ? `, ${one.category}` : ""}` : reasonWords(one.reason || one.outcome, one.rule)}
                </td>
                <td className="n">{whole(one.quantity)}</td>
                <td className="act">
                  <Way org={org} loss={one} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function merged(losses: readonly Reason[], keyOf: (one: Reason) => string): Reason[] {
  const sums = new Map<string, Reason>();
  for (const one of losses) {
    const there = sums.get(keyOf(one));
    if (!there) sums.set(keyOf(one), { ...one });
    else {
      there.quantity += one.quantity;
      if (there.project !== one.project) there.project = null;
    }
  }
  return [...sums.values()].sort((a, b) => b.quantity - a.quantity);
}

/** The reason leads to dead events and to rules: on small screens there is no other way from here. */
function Why({ org, loss }: { org: string; loss: Reason }) {
  const words = reasonWords(loss.reason || loss.outcome, loss.rule);
  if (loss.outcome === "dead") {
    return (
      <Link className="link" to="/$org/outcomes/dead" params={{ org }} search={deadSearch(loss)}>
        {words}
      </Link>
    );
  }
  return loss.rule && !loss.rule.isDeleted ? <RuleLink org={org} rule={loss.rule} words={words} /> : words;
}

function RuleLink({ org, rule, words }: { org: string; rule: NonNullable<Reason["rule"]>; words: string }) {
  return (
    <Link className="link" to="/$org/settings/projects/$project/inbound-rules" params={{ org, project: rule.project }} search={{ rule: rule.id }}>
      {words}
    </Link>
  );
}

const deadSearch = (loss: Reason) => ({ project: loss.project ?? undefined, reason: loss.reason || undefined });

function Way({ org, loss }: { org: string; loss: Reason }) {
  const params = { org, project: loss.project ?? "" };
  if (loss.rule && !loss.rule.isDeleted) return <RuleLink org={org} rule={loss.rule} words="See the rule" />;
  if (loss.outcome === "limited" && loss.project) {
    return (
      <Link className="link" to="/$org/settings/projects/$project/limits" params={params}>
        See the limits
      </Link>
    );
  }
  if (/key|auth|project/.test(loss.reason) && loss.outcome === "invalid" && loss.project) {
    return (
      <Link className="link" to="/$org/settings/projects/$project/keys" params={params}>
        See the keys
      </Link>
    );
  }
  if (loss.reason === "origin_refused" && loss.project) {
    return (
      <Link className="link" to="/$org/settings/projects/$project/general" params={params}>
        Allowed origins
      </Link>
    );
  }
  if (loss.outcome === "client_discard" && loss.reason === "event_processor") return <span className="faint">nothing, mostly: SDKs drop what they saw a moment ago</span>;
  if (loss.outcome === "client_discard") return <span className="faint">set in the program</span>;
  if (loss.reason === "unsupported_item") return <span className="faint">switch it off in the SDK</span>;
  if (loss.outcome === "dead") {
    return (
      <Link className="link" to="/$org/outcomes/dead" params={{ org }} search={deadSearch(loss)}>
        Look, replay or discard
      </Link>
    );
  }
  return <span className="faint">nothing to do</span>;
}

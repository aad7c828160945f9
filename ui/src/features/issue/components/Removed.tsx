import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { Icon } from "@/components/Icon";
import type { Event, Frame, Removal } from "@/lib/api/types";
import { holeName, isBySdk, isTrimmed } from "@/lib/removals";
import { entry, frameName, stacksOf } from "../stack";
import { Section } from "./Section";

const PLACES = 5;

/** What was removed, by which rule, and where. */
export const Removed = memo(function Removed({ event, org, project }: { event: Event; org: string; project: string }) {
  const removals = (event.removals ?? []).filter((one) => !isTrimmed(one));
  const rules = byRule(removals);
  const values = removals.length;
  return (
    <Section
      id="removed"
      title="What was removed"
      note={values > 0 ? `${values} ${values === 1 ? "value" : "values"} by ${rules.length} ${rules.length === 1 ? "rule" : "rules"}` : undefined}
      actions={
        <Link className="btn quiet" to="/$org/settings/projects/$project/privacy" params={{ org, project }}>
          <Icon name="eyeoff" />
          Rules of {project}
        </Link>
      }
    >
      {values === 0 ? (
        <p className="muted">Nothing: no rule of {project} found anything to remove in this event.</p>
      ) : (
        <div className="why removed" role="table" aria-label="Removed values by rule">
          {rules.map(([label, list]) => {
            const where = places(list, event);
            return (
            <div role="row" key={label}>
              <b role="cell">{label}</b>
              <span role="cell" className="w">
                {where.slice(0, PLACES).map((place, index) => (
                  <span key={place}>
                    {index > 0 && ", "}
                    <code>{place}</code>
                  </span>
                ))}
                {where.length > PLACES && <span className="faint"> and {where.length - PLACES} more</span>}
              </span>
              <span role="cell" className="faint num">
                {list.length}, {list[0] && isBySdk(list[0]) ? "by the SDK, never sent" : "before storing"}
              </span>
            </div>
            );
          })}
        </div>
      )}
    </Section>
  );
});

function byRule(removals: readonly Removal[]): [string, Removal[]][] {
  const groups = new Map<string, Removal[]>();
  for (const removal of removals) {
    const label = isBySdk(removal) ? "Removed by the SDK" : removal.label || holeName(removal.rule);
    groups.set(label, [...(groups.get(label) ?? []), removal]);
  }
  return [...groups].sort((a, b) => b[1].length - a[1].length);
}

/** Paths as people read them: the variable or the header, not the way to it. */
function places(removals: readonly Removal[], event: Event): string[] {
  const request = entry(event, "request")?.data;
  const frames = new Map<string, Frame>(stacksOf(event).flatMap((stack) => stack.frames.map((frame, at) => [`${stack.path}.stacktrace.frames.${at}.`, frame] as const)));
  const short = removals.map(({ path }) => {
    const source = /^(.+\.frames\.\d+\.)(?:pre_context|post_context|context_line)/.exec(path)?.[1];
    if (source) {
      const frame = frames.get(source);
      return frame ? `source of ${frameName(frame)}` : "source";
    }
    const pair = /^request\.(headers|cookies|query_string)\.(\d+)\.1$/.exec(path);
    if (pair) {
      const list = pair[1] === "headers" ? request?.headers : pair[1] === "cookies" ? request?.cookies : request?.query;
      const name = Array.isArray(list) ? list[Number(pair[2])]?.[0] : undefined;
      if (name) return pair[1] === "headers" ? name : `${pair[1] === "cookies" ? "cookie" : "query"} ${name}`;
    }
    const variable = /\.vars\.(.+)$/.exec(path)?.[1];
    if (variable) return variable;
    return path.replace(/^exception\.values\.(\d+)\./, "exception ").replace(/^breadcrumbs\.values\.(\d+)\./, "breadcrumb ").replace(/^contexts\./, "");
  });
  return [...new Set(short)];
}

import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { SeverityMark } from "@/components/alert-marks";
import { Confirm } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Menu, MenuItem, MenuLine } from "@/components/Menu";
import { Time } from "@/components/Time";
import { messageOf } from "@/lib/api/problem";
import type { Rule } from "@/lib/api/types";
import { useNotices } from "@/lib/notices";
import { count } from "@/lib/numbers";
import { useNow } from "@/lib/now";
import { parsed } from "@/lib/time";
import { deleteRule, snoozeRule, updateRule, useRenewRules } from "../api/rules";
import { SNOOZES, snoozed, until } from "../snooze";

/** One rule: on or off, what it says, what it fired. */
export function RuleRow({ org, rule, may }: { org: string; rule: Rule; may: boolean }) {
  const now = useNow();
  const renew = useRenewRules(org);
  const { tell } = useNotices();
  const [asking, setAsking] = useState(false);
  const sleeps = snoozed(rule, now);
  const run = async (work: () => Promise<unknown>, words: string) => {
    try {
      await work();
      tell(words);
    } catch (error) {
      tell(`${rule.name} stayed as it was: ${messageOf(error)}`, { tone: "failed" });
    }
    renew();
  };
  return (
    <li className={rule.isActive ? undefined : "off"}>
      <input
        type="checkbox"
        role="switch"
        className="switch"
        aria-label={`${rule.name} is on`}
        disabled={!may}
        checked={rule.isActive}
        onChange={(event) => void run(() => updateRule(org, rule.id, { isActive: event.target.checked }), `${rule.name} is ${event.target.checked ? "on" : "off"}`)}
      />
      <Link className="rm" to="/$org/alerts/rules/$rule" params={{ org, rule: rule.id }}>
        <b>{rule.name}</b>
        <span className="sub">
          {rule.project ?? "all projects"} · {rule.sentence}
        </span>
      </Link>
      <span className="c-sev">
        <SeverityMark severity={rule.severity} />
      </span>
      <span className="c-fired">
        {rule.openAlerts > 0 ? (
          <Link className="link" to="/$org/alerts" params={{ org }} search={{ rule: rule.id, show: "all" }}>
            {count(rule.openAlerts, "open alert")}
          </Link>
        ) : (
          <span className="faint">{rule.isActive ? (sleeps ? "" : "calm") : "off"}</span>
        )}
        <span className="faint">{rule.lastFiredAt ? <>fired <Time at={rule.lastFiredAt} withAgo /></> : "never fired"}</span>
      </span>
      <span className="c-snooze">
        {sleeps && (
          <span className="badge" title="It opens no alert until then">
            <Icon name="mute" small />
            until {parsed(rule.snoozedUntil)?.toLocaleString("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit" })}
          </span>
        )}
      </span>
      <Menu
        label={`More about ${rule.name}`}
        trigger={
          <button type="button" className="btn quiet icon" aria-label={`More about ${rule.name}`} disabled={!may}>
            <Icon name="dots" />
          </button>
        }
      >
        {sleeps && (
          <MenuItem icon="alerts" onSelect={() => void run(() => snoozeRule(org, rule.id, null), `${rule.name} is awake again`)}>
            Wake it now
          </MenuItem>
        )}
        {SNOOZES.map((one) => (
          <MenuItem key={one.label} icon="mute" onSelect={() => void run(() => snoozeRule(org, rule.id, until(one, new Date())), `${rule.name} opens no alert ${one.words}`)}>
            Snooze {one.words}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem icon="bin" onSelect={() => setAsking(true)}>
          Delete…
        </MenuItem>
      </Menu>
      <Confirm open={asking} onClose={() => setAsking(false)} title={`Delete the rule “${rule.name}”?`} action="Delete the rule" onConfirm={() => void run(() => deleteRule(org, rule.id), `${rule.name} deleted`)}>
        Nothing is watched by it from then on.{rule.openAlerts > 0 ? ` Its ${count(rule.openAlerts, "open alert")} will be resolved.` : ""} Alerts that it opened stay in the list, under its name.
      </Confirm>
    </li>
  );
}

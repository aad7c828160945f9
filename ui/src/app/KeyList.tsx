import { Fragment } from "react";
import { useLocation } from "@tanstack/react-router";
import { Dialog } from "@/components/Dialog";
import { MOD } from "@/lib/keyboard";

type Keys = readonly (readonly [string, string])[];

const EVERYWHERE: Keys = [
  [MOD === "⌘" ? "⌘K" : "Ctrl-K", "palette: go anywhere"],
  ["/", "search"],
  [".", "show what is new"],
  ["g i", "issues"],
  ["g a", "alerts"],
  ["g c", "on call"],
  ["g d", "deliveries"],
  ["g e", "explore events"],
  ["g r", "releases"],
  ["g o", "outcomes"],
  ["g s", "settings"],
  ["r", "try again"],
  ["z", "undo, 10 s"],
  ["?", "this list"],
];
const LIST: Keys = [
  ["j k", "down, up"],
  ["Enter", "open"],
  ["x", "select"],
  ["shift-x", "select up to here"],
  ["e", "resolve"],
  ["i", "ignore"],
  ["a", "assign"],
  ["w", "acknowledge"],
  ["m", "merge the selected"],
  ["d", "dense or roomy rows"],
  ["Esc", "clear the selection"],
];
const ISSUE: Keys = [
  ["j k", "next, previous of the list"],
  ["[ ]", "older, newer event"],
  ["v", "all events"],
  ["e", "resolve"],
  ["e n", "resolve in the next release"],
  ["i 1…3", "ignore until tomorrow, more events, more users"],
  ["a", "assign"],
  ["a m", "assign to me"],
  ["w", "acknowledge"],
  ["y", "copy as Markdown"],
  ["m", "comment"],
];

const ALERTS: Keys = [
  ["j k", "down, up"],
  ["Enter", "open"],
  ["x", "select"],
  ["shift-x", "select up to here"],
  ["w", "acknowledge"],
  ["e", "resolve"],
  ["Esc", "clear the selection"],
];
const ALERT: Keys = [
  ["w", "acknowledge"],
  ["e", "resolve"],
  ["s", "silence what is like it"],
  ["m", "comment"],
];
const ON_CALL: Keys = [
  ["n", "override"],
  ["[ ]", "a week earlier, later"],
  ["t", "this week"],
];
const DELIVERIES: Keys = [
  ["j k", "down, up"],
  ["Enter", "open"],
  ["x", "select"],
  ["shift-x", "select up to here"],
  ["r", "re-send the selected: the plan first"],
  ["Esc", "clear the selection"],
];

/** All keys, those of this page first. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const { pathname } = useLocation();
  const onIssue = /\/issues\/./.test(pathname);
  const onList = /\/issues\/?$/.test(pathname);
  const onAlert = /\/alerts\/(A-)?\d/i.test(pathname);
  const onAlerts = /\/alerts\/?$/.test(pathname);
  return (
    <Dialog open onClose={onClose} label="Keys">
      <div className="keylist">
        {onList && <Table title="On this list" keys={LIST} />}
        {onIssue && <Table title="On this issue" keys={ISSUE} />}
        {onAlerts && <Table title="On this list" keys={ALERTS} />}
        {onAlert && <Table title="On this alert" keys={ALERT} />}
        {/\/on-call\/?$/.test(pathname) && <Table title="On call" keys={ON_CALL} />}
        {/\/deliveries\/?$/.test(pathname) && <Table title="On this list" keys={DELIVERIES} />}
        <Table title="Everywhere" keys={EVERYWHERE} />
      </div>
      <p className="faint foot">Inside a text field only Esc and {MOD.trim()} combinations work.</p>
    </Dialog>
  );
}

function Table({ title, keys }: { title: string; keys: Keys }) {
  return (
    <section>
      <h2>{title}</h2>
      <dl>
        {keys.map(([key, meaning]) => (
          <Fragment key={key}>
            <dt>
              {key.split(" ").map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

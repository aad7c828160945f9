import { Icon } from "@/components/Icon";
import { IgnoreMenu } from "@/components/IgnoreMenu";
import { Menu, MenuItem } from "@/components/Menu";
import type { Issue } from "@/lib/api/types";
import type { Change } from "@/lib/issues";
import { useMembersOnly } from "@/lib/session";

interface Props {
  issue: Issue;
  ignoring: boolean;
  onIgnoring: (open: boolean) => void;
  onChange: (change: Change) => void;
  onCopy: () => void;
  onRaw: () => void;
  /** A rule about this issue. */
  onAlert: () => void;
}

/** What to do with the issue; the likeliest is filled. */
export function IssueActions({ issue, ignoring, onIgnoring, onChange, onCopy, onRaw, onAlert }: Props) {
  const shut = useMembersOnly();
  const may = !shut.disabled;
  const closed = issue.state === "resolved" || issue.state === "ignored";
  return (
    <>
      <button type="button" className="btn wide" title="Copy the whole issue as Markdown, redacted as shown" onClick={onCopy}>
        <Icon name="md" />
        Copy <kbd>y</kbd>
      </button>
      {!closed && (
        <span className="wide">
          <IgnoreMenu
            open={ignoring}
            onOpenChange={onIgnoring}
            onPick={(until) => onChange({ kind: "ignore", until })}
            trigger={
              <button type="button" className="btn" {...shut}>
                <Icon name="mute" />
                Ignore
                <Icon name="down" small />
              </button>
            }
          />
        </span>
      )}
      {closed ? (
        <button type="button" className="btn pri wide" {...shut} onClick={() => onChange({ kind: "reopen" })}>
          <Icon name="back" />
          Open again
        </button>
      ) : (
        <span className="split wide">
          <button type="button" className="btn pri" {...shut} onClick={() => onChange({ kind: "resolve" })}>
            <Icon name="check" />
            Resolve <kbd>e</kbd>
          </button>
          <Menu
            label="More ways to resolve"
            trigger={
              <button type="button" className="btn pri" aria-label="More ways to resolve" {...shut}>
                <Icon name="down" small />
              </button>
            }
          >
            <MenuItem icon="check" keys="e" onSelect={() => onChange({ kind: "resolve" })}>
              Resolve now
            </MenuItem>
            <MenuItem icon="tag" keys="e n" onSelect={() => onChange({ kind: "resolve", nextRelease: true })}>
              Resolve in the next release
            </MenuItem>
          </Menu>
        </span>
      )}
      <Menu
        label="More actions"
        trigger={
          <button type="button" className="btn quiet icon" aria-label="More actions">
            <Icon name="dots" />
          </button>
        }
      >
        {may && issue.state === "new" && (
          <MenuItem icon="half" keys="w" onSelect={() => onChange({ kind: "acknowledge" })}>
            Acknowledge
          </MenuItem>
        )}
        {may && !closed && (
          <MenuItem icon="tag" keys="e n" onSelect={() => onChange({ kind: "resolve", nextRelease: true })}>
            Resolve in the next release
          </MenuItem>
        )}
        {may && !closed && (
          <MenuItem icon="mute" keys="i" onSelect={() => onChange({ kind: "ignore", until: null })}>
            Ignore for good
          </MenuItem>
        )}
        {may && (
          <MenuItem icon="alerts" onSelect={onAlert}>
            Alert me…
          </MenuItem>
        )}
        <MenuItem icon="md" keys="y" onSelect={onCopy}>
          Copy as Markdown
        </MenuItem>
        <MenuItem icon="term" onSelect={onRaw}>
          Show the event as JSON
        </MenuItem>
      </Menu>
    </>
  );
}

import { CopyBox } from "@/components/CopyBox";
import type { TrackerKind } from "@/lib/api/types";
import { TITLES, type Shown } from "../trackers";

interface Props {
  shown: Shown;
  onClose: () => void;
}

const STEPS: Record<TrackerKind, readonly string[]> = {
  github: ["In the repository: Settings, Webhooks, Add webhook.", "Payload URL and Secret as below; content type application/json.", "Let me select individual events: only Issues."],
  gitlab: ["In the project: Settings, Webhooks, Add new webhook.", "URL and Secret token as below.", "Trigger: Issues events (Work item events in newer versions), and confidential ones if you use them."],
  jira: [
    "As an administrator: System, WebHooks, Create a WebHook.",
    "URL and Secret as below; events: Issue created and updated. A JQL filter on the project saves calls.",
    "Data Center before version 10 has no field for a secret: put it at the end of the URL as ?secret=….",
  ],
};

/** What is to be entered at the tracker, once. */
export function HookSteps({ shown, onClose }: Props) {
  return (
    <div className="panel onetime">
      <div className="in">
        <b>One step is left: let {shown.name} call when an issue changes there.</b> <span className="muted">Copy the secret now: nobody can show it again.</span>
        <ol className="hooksteps">
          {STEPS[shown.kind].map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <CopyBox name="URL" text={shown.hookUrl} />
        <CopyBox name="Secret" text={shown.hookSecret} />
        <div className="hstack end acts-below">
          <button type="button" className="btn" onClick={onClose}>
            It is entered at {TITLES[shown.kind]}
          </button>
        </div>
      </div>
    </div>
  );
}

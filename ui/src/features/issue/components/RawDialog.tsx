import { CopyButton } from "@/components/CopyButton";
import { Dialog } from "@/components/Dialog";
import { Skeleton } from "@/components/states";
import { messageOf } from "@/lib/api/problem";
import { useRawEvent } from "../api/queries";
import { full } from "../value-text";

interface Props {
  org: string;
  project: string;
  event: string;
  onClose: () => void;
}

/** The whole stored event as it is. */
export function RawDialog({ org, project, event, onClose }: Props) {
  const { data, error } = useRawEvent(org, project, event, true);
  const text = data === undefined ? "" : full(data);
  return (
    <Dialog open onClose={onClose} label="The event as JSON" className="dialog rawbox">
      <header>
        <h2 className="grow">
          The event as stored <code className="faint">{event}</code>
        </h2>
        {text && <CopyButton text={text} />}
        <button type="button" className="btn" onClick={onClose}>
          Close
        </button>
      </header>
      {error && <p className="pad">{messageOf(error)}</p>}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so the keyboard must reach it */}
      {text ? <pre tabIndex={0}>{text}</pre> : !error && <Skeleton lines={8} />}
    </Dialog>
  );
}

import { Icon } from "@/components/Icon";
import { Time } from "@/components/Time";
import type { IssueLink } from "@/lib/api/types";
import { isUnderWay } from "../api/links";

interface Props {
  org: string;
  link: IssueLink;
  may: boolean;
  onSync: () => void;
  onUnlink: () => void;
}

/** One issue at a tracker: its key and status, when they were last compared, and what went wrong since. */
export function TrackerLink({ org, link, may, onSync, onUnlink }: Props) {
  const delivery = link.delivery;
  const failed = delivery && (delivery.state === "failed" || delivery.state === "dead" || delivery.state === "retrying");
  return (
    <div className="trackerlink">
      <div className="line">
        <Icon name={link.isDone ? "checkc" : "ring"} />
        {link.url && isWeb(link.url) ? (
          <a className="link nowrap" href={link.url} target="_blank" rel="noreferrer">
            {link.key} <span className="sr">in {link.tracker.name}, opens in a new tab</span>
            <Icon name="ext" small />
          </a>
        ) : (
          <span className="nowrap">{link.key ?? (isUnderWay(link) ? "Being made…" : "Not made")}</span>
        )}
        <span className="clip grow" title={link.status}>
          {link.status}
        </span>
        {link.key && (
          <button type="button" className="btn quiet icon" aria-label={`Compare with ${link.key} now`} title="Compare now" disabled={!may} onClick={onSync}>
            <Icon name="loop" />
          </button>
        )}
        <button type="button" className="btn quiet icon" aria-label={`Unlink ${link.key ?? "the issue that is being made"}`} title="Unlink" disabled={!may} onClick={onUnlink}>
          <Icon name="x" />
        </button>
      </div>
      <p className="faint small-text">
        {link.tracker.name}
        {!link.tracker.isActive && ", switched off"}
        {link.lastSynced && (
          <>
            {" · as of "}
            <Time at={link.lastSynced} withAgo />
          </>
        )}
        {isUnderWay(link) && link.key && " · a change is on its way"}
      </p>
      {failed && (
        <p className="small-text warn" role="status">
          {delivery.state === "retrying" ? "Not yet: " : "Failed: "}
          {delivery.error ?? "no reason was given"}.{" "}
          <a className="link" href={`/${org}/deliveries/${delivery.id}`}>
            See the delivery
          </a>
        </p>
      )}
    </div>
  );
}

/** What came from outside is a link only if it leads to the web. */
function isWeb(url: string): boolean {
  return url.startsWith("https://") || url.startsWith("http://");
}

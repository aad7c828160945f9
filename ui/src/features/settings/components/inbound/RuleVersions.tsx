import { Dialog } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Failure, Skeleton } from "@/components/states";
import { Time } from "@/components/Time";
import type { PipelineRule } from "@/lib/api/types";
import { useRuleVersions } from "../../api/inbound-rules";
import { actionWords, matchLabel, matchWords } from "../../inbound-words";

/** Which rule was it then? */
export function RuleVersions({ org, project, rule, onClose }: { org: string; project: string; rule: PipelineRule; onClose: () => void }) {
  const { data, error, refetch } = useRuleVersions(org, project, rule.id);
  return (
    <Dialog open onClose={onClose} label={`Versions of ${rule.name}`} className="drawer">
      <header className="hstack">
        <h2 className="grow clip">Versions of {rule.name}</h2>
        <button type="button" className="btn quiet icon" aria-label="Close" onClick={onClose}>
          <Icon name="x" />
        </button>
      </header>
      {error && <Failure error={error} title="The versions cannot be shown right now" retry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} />}
      <ol className="versions">
        {data?.map((one) => (
          <li key={one.version}>
            <div className="hstack wrap">
              <b>v{one.version}</b>
              <span>{one.name}</span>
              <span className="grow" />
              <span className="faint small-text">
                {one.user ?? "somebody who is gone"}, <Time at={one.date} withAgo />
              </span>
            </div>
            <div className="muted">
              {actionWords(one.action)} {one.match.patterns.length > 2 ? matchLabel(one.match.kind) : matchWords(one.match)}
            </div>
            {one.match.patterns.length > 2 && <pre className="code wrap-text">{one.match.patterns.join("\n")}</pre>}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

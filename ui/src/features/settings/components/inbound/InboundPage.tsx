import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Icon } from "@/components/Icon";
import { Failure, Skeleton } from "@/components/states";
import type { PipelineBody, PipelineRule } from "@/lib/api/types";
import { count } from "@/lib/numbers";
import { useCan, useOrg } from "@/lib/session";
import { useInboundChanges, useInboundRules } from "../../api/inbound-rules";
import { NO_ACTION, NO_MATCH, SUGGESTIONS } from "../../inbound-words";
import { useSaving } from "@/lib/saving";
import { Refusal } from "@/components/Field";
import { SettingsPage } from "../SettingsPage";
import { RuleEditor } from "./RuleEditor";
import { RuleList } from "./RuleList";
import { RuleVersions } from "./RuleVersions";
import { Suggestions } from "./Suggestions";

const NEW: PipelineBody = { name: "", match: NO_MATCH, action: NO_ACTION, isActive: true };

/** Which events does this project not want, and what is set on the others? */
export function InboundPage() {
  const org = useOrg().slug;
  const { project = "" } = useParams({ strict: false });
  const { data, error, refetch } = useInboundRules(org, project);
  return (
    <SettingsPage title="Inbound rules" project={project}>
      {error && <Failure error={error} title="The rules cannot be shown right now" retry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} />}
      {data && <Loaded key={project} org={org} project={project} rules={data} />}
    </SettingsPage>
  );
}

function Loaded({ org, project, rules }: { org: string; project: string; rules: PipelineRule[] }) {
  const saving = useSaving();
  const can = useCan("admin");
  const changes = useInboundChanges(org, project);
  const navigate = useNavigate({ from: "/$org/settings/projects/$project/inbound-rules" });
  const search = useSearch({ from: "/$org/settings/projects/$project/inbound-rules" });
  const open = (rule?: string, versions?: true) => void navigate({ search: { rule, versions }, replace: rule === undefined });
  const chosen = rules.find((one) => one.id === search.rule);
  const suggested = SUGGESTIONS.find((one) => one.match.kind === search.rule);
  const edited = search.rule === "new" ? NEW : (suggested ?? chosen);
  const on = rules.filter((one) => one.isActive).length;
  return (
    <>
      <h2 className="ttl sm">{on === 0 ? "Every event that arrives is kept" : `${count(on, "rule")} ${on === 1 ? "is" : "are"} asked before anything is stored`}</h2>
      <p className="muted">From top to bottom. One that drops an event ends it: it is counted in the outcomes under the rule’s name, and nothing of it is stored. Changes hold within seconds.</p>
      <Refusal problem={saving.problem} />
      <section className="panel" aria-labelledby="h-inbound">
        <header>
          <h2 id="h-inbound">Rules</h2>
          <span className="faint wide">
            {on} of {rules.length} on
          </span>
          <span className="grow" />
          <button type="button" className="btn" disabled={!can} onClick={() => open("new")}>
            <Icon name="plus" />
            New rule
          </button>
        </header>
        {rules.length === 0 ? (
          <p className="none-row muted">No rule yet. Begin with one of those below, or with your own.</p>
        ) : (
          <RuleList
            rules={rules}
            disabled={!can || saving.busy}
            onOrder={(moved) => void saving.run(() => changes.order(moved))}
            onSwitch={(rule, isActive) => void saving.run(() => changes.change(rule.id, { isActive }), isActive ? `“${rule.name}” is on` : `“${rule.name}” is off`)}
            onOpen={(rule) => open(rule.id)}
            onVersions={(rule) => open(rule.id, true)}
          />
        )}
      </section>
      <Suggestions
        rules={rules}
        disabled={!can || saving.busy}
        onAdd={(body) => void saving.run(() => changes.create(body), `“${body.name}” is on`)}
        onTry={(body) => open(body.match.kind)}
      />
      {search.versions && chosen && <RuleVersions org={org} project={project} rule={chosen} onClose={() => open()} />}
      {!search.versions && edited && <RuleEditor key={search.rule} org={org} project={project} stored={edited} id={chosen?.id} can={can} onClose={() => open()} />}
    </>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { Page } from "@/components/Page";
import { Path } from "@/components/Path";
import { Empty, Failure, Skeleton } from "@/components/states";
import { Problem } from "@/lib/api/problem";
import { useOrg } from "@/lib/session";
import { ruleQuery } from "../api/rules";
import { templatesQuery } from "../api/templates";
import { draftOf, startOf } from "../draft";
import { fromTemplate } from "../from-template";
import { RuleEditor } from "./RuleEditor";

/** A new rule, as the address wishes it. */
export function NewRulePage() {
  const org = useOrg().slug;
  const wish = useSearch({ from: "/$org/alerts/rules/new" });
  const templates = useQuery({ ...templatesQuery(org), enabled: wish.template !== undefined });
  const template = templates.data?.find((one) => one.id === wish.template);
  const waits = wish.template !== undefined && templates.isPending;
  return (
    <Page title="New alert rule" crumbs={<Crumbs org={org} name="New rule" />}>
      {waits ? (
        <div className="pad">
          <Skeleton lines={8} />
        </div>
      ) : (
        <RuleEditor key={JSON.stringify(wish)} org={org} start={template ? fromTemplate(template, wish) : startOf(wish)} rule={null} />
      )}
    </Page>
  );
}

/** A rule as it is, to be changed. */
export function RulePage() {
  const org = useOrg().slug;
  const { rule: id = "" } = useParams({ strict: false });
  const { data: rule, error, refetch } = useQuery(ruleQuery(org, id));
  return (
    <Page title={rule ? `Rule ${rule.name}` : "Rule"} crumbs={<Crumbs org={org} name={rule?.name ?? id} />}>
      {rule ? (
        <RuleEditor key={rule.id} org={org} start={draftOf(rule)} rule={rule} />
      ) : error instanceof Problem && error.status === 404 ? (
        <Empty
          alone
          title="This rule is not here any more"
          actions={
            <Link className="btn pri" to="/$org/alerts/rules" params={{ org }} search={{}}>
              Go to the rules
            </Link>
          }
        >
          Somebody deleted it, or it went with its project. Its alerts stay in the list.
        </Empty>
      ) : (
        <div className="pad">{error ? <Failure error={error} title="The rule cannot be read right now" retry={() => void refetch()} /> : <Skeleton lines={8} label="Loading the rule" />}</div>
      )}
    </Page>
  );
}

function Crumbs({ org, name }: { org: string; name: string }) {
  return (
    <Path>
      <Link className="crumb wide" to="/$org/alerts" params={{ org }} search={{}}>
        Alerts
      </Link>
      <Link className="crumb" to="/$org/alerts/rules" params={{ org }} search={{}}>
        Rules
      </Link>
      <h1 className="clip">{name}</h1>
    </Path>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ProjectMenu } from "@/components/ChoiceMenu";
import { Icon } from "@/components/Icon";
import { Page } from "@/components/Page";
import { Path } from "@/components/Path";
import { Empty, Failure, Skeleton } from "@/components/states";
import { useLive, useThrottled } from "@/lib/live";
import { count } from "@/lib/numbers";
import { useCan, useOrg } from "@/lib/session";
import { rulesQuery } from "../api/rules";
import { RuleRow } from "./RuleRow";
import { Starts } from "./Starts";

/** What is watched, and what has it said lately? */
export function RulesPage() {
  const org = useOrg().slug;
  const may = useCan("member");
  const { project } = useSearch({ from: "/$org/alerts/rules" });
  const navigate = useNavigate({ from: "/$org/alerts/rules" });
  const { data: rules, error, refetch } = useQuery(rulesQuery(org, project));
  const renew = useThrottled(1_000, () => void refetch());
  useLive(org, { alerts: renew });
  const open = rules?.reduce((sum, one) => sum + one.openAlerts, 0) ?? 0;
  const off = rules?.filter((one) => !one.isActive).length ?? 0;
  return (
    <Page
      title="Alert rules"
      crumbs={
        <Path>
          <Link className="crumb" to="/$org/alerts" params={{ org }} search={{}}>
            Alerts
          </Link>
          <h1>Rules</h1>
        </Path>
      }
      actions={
        <>
          <div className="hstack scope">
            <ProjectMenu org={org} value={project} onChange={(slug) => void navigate({ search: { project: slug } })} />
          </div>
          {may && (
            <Link className="btn pri" to="/$org/alerts/rules/new" params={{ org }} search={project ? { project } : {}}>
              <Icon name="plus" />
              New rule
            </Link>
          )}
        </>
      }
    >
      <div className="pad">
        {error && (
          <Failure error={error} title="The rules cannot be listed right now" retry={() => void refetch()}>
            They are watched all the same.
          </Failure>
        )}
        {!rules && !error && <Skeleton lines={6} label="Loading the rules" />}
        {rules && (
          <>
            <h2 className="ttl sm">{rules.length === 0 ? "Nothing is watched here" : `${count(rules.length, "rule")}, ${open === 0 ? "none fires" : `${count(open, "alert")} open`}`}</h2>
            <p className="muted">
              A rule watches events as they come and opens an alert; its policy, or the severity, says who is told.
              {off > 0 && ` ${count(off, "rule is", "rules are")} switched off.`}
            </p>
            {rules.length > 0 && (
              <section className="panel rule-list" aria-label="Rules">
                <ul>
                  {rules.map((rule) => (
                    <RuleRow key={rule.id} org={org} rule={rule} may={may} />
                  ))}
                </ul>
              </section>
            )}
            {rules.length === 0 && <Empty small title={project ? `No rule for ${project}` : "No rule yet"}>A fresh project has two: New issue and Regression. Make one of your own below.</Empty>}
            {may && <Starts org={org} project={project} />}
          </>
        )}
      </div>
    </Page>
  );
}

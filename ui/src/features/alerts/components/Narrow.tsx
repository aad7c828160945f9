import { useQuery } from "@tanstack/react-query";
import { Icon, type IconName } from "@/components/Icon";
import { Menu, MenuChoice } from "@/components/Menu";
import { get } from "@/lib/api/client";
import type { Rule, Severity } from "@/lib/api/types";
import { SEVERITIES } from "@/lib/alerts";
import { useProjects } from "@/lib/projects";

interface Props {
  org: string;
  severity: Severity | undefined;
  project: string | undefined;
  rule: string | undefined;
  onChange: (part: { severity?: Severity | undefined; project?: string | undefined; rule?: string | undefined }) => void;
}

/** Which alerts: of what severity, project and rule. */
export function Narrow({ org, severity, project, rule, onChange }: Props) {
  const projects = useProjects(org);
  const { data: rules = [] } = useQuery({ queryKey: ["rules", org], queryFn: ({ signal }) => get<Rule[]>(`/organizations/${org}/rules/`, undefined, signal), staleTime: 60_000 });
  const named = rules.find((one) => one.id === rule);
  return (
    <div className="hstack scope">
      <Choice icon="tri" label="Severity" all="Any severity" value={severity} options={SEVERITIES.map((one) => ({ value: one, label: one }))} onChange={(value) => onChange({ severity: value as Severity | undefined })} />
      <Choice icon="issues" label="Project" all="All projects" value={project} options={projects.map((one) => ({ value: one.slug, label: one.name || one.slug }))} onChange={(value) => onChange({ project: value })} />
      <Choice
        icon="alerts"
        label="Rule"
        all="All rules"
        value={rule}
        shown={named?.name}
        options={rules.map((one) => ({ value: one.id, label: one.name, note: one.project ?? "" }))}
        onChange={(value) => onChange({ rule: value })}
      />
    </div>
  );
}

interface ChoiceProps {
  icon: IconName;
  label: string;
  all: string;
  value: string | undefined;
  /** What stands for the value, where that is an id. */
  shown?: string | undefined;
  options: readonly { value: string; label: string; note?: string }[];
  onChange: (value: string | undefined) => void;
}

function Choice({ icon, label, all, value, shown = value, options, onChange }: ChoiceProps) {
  return (
    <Menu
      label={label}
      trigger={
        <button type="button" className="btn quiet" aria-label={`${label}: ${shown ?? all}`}>
          <Icon name={icon} />
          <span className="clip wide">{shown ?? all}</span>
          <Icon name="down" small />
        </button>
      }
    >
      <MenuChoice value={value ?? ""} onChange={(picked) => onChange(picked || undefined)} options={[{ value: "", label: all }, ...options]} />
    </Menu>
  );
}

import { useQuery } from "@tanstack/react-query";
import { ChoiceMenu, ProjectMenu } from "@/components/ChoiceMenu";
import { get } from "@/lib/api/client";
import type { Rule, Severity } from "@/lib/api/types";
import { SEVERITIES } from "@/lib/alerts";

interface Props {
  org: string;
  severity: Severity | undefined;
  project: string | undefined;
  rule: string | undefined;
  onChange: (part: { severity?: Severity | undefined; project?: string | undefined; rule?: string | undefined }) => void;
}

/** Which alerts: of what severity, project and rule. */
export function Narrow({ org, severity, project, rule, onChange }: Props) {
  const { data: rules = [] } = useQuery({ queryKey: ["rules", org], queryFn: ({ signal }) => get<Rule[]>(`/organizations/${org}/rules/`, undefined, signal), staleTime: 60_000 });
  return (
    <div className="hstack scope">
      <ChoiceMenu
        icon="tri"
        label="Severity"
        value={severity ?? ""}
        options={[{ value: "", label: "Any severity" }, ...SEVERITIES.map((one) => ({ value: one, label: one }))]}
        onChange={(value) => onChange({ severity: (value || undefined) as Severity | undefined })}
      />
      <ProjectMenu org={org} value={project} onChange={(slug) => onChange({ project: slug })} />
      <ChoiceMenu
        icon="alerts"
        label="Rule"
        value={rule ?? ""}
        options={[{ value: "", label: "All rules" }, ...rules.map((one) => ({ value: one.id, label: one.name, note: one.project ?? "" }))]}
        onChange={(value) => onChange({ rule: value || undefined })}
      />
    </div>
  );
}

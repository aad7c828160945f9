import { useQuery } from "@tanstack/react-query";
import { ChoiceMenu, ProjectMenu } from "@/components/ChoiceMenu";
import { environmentsQuery } from "@/lib/projects";
import { RANGES } from "../fields";

interface Scope {
  project: string | undefined;
  environment: string | undefined;
  /** Null: a time that was narrowed by hand. */
  range: string | null;
}

interface Props {
  org: string;
  scope: Scope;
  onProject: (slug: string) => void;
  onEnvironment: (name: string) => void;
  onRange: (range: string) => void;
}

/** Which project, which environment, how far back. */
export function ScopeMenus({ org, scope, onProject, onEnvironment, onRange }: Props) {
  const { data: environments = [] } = useQuery(environmentsQuery(org));
  return (
    <span className="hstack scope">
      <ProjectMenu org={org} value={scope.project} onChange={(slug) => onProject(slug ?? "")} />
      <ChoiceMenu
        icon="globe"
        label="Environment"
        value={scope.environment ?? ""}
        options={[{ value: "", label: "All environments" }, ...environments.map((one) => ({ value: one.name, label: one.name }))]}
        onChange={onEnvironment}
      />
      <ChoiceMenu icon="clock" label="Time" value={scope.range ?? ""} shown="A chosen time" options={RANGES} onChange={onRange} />
    </span>
  );
}

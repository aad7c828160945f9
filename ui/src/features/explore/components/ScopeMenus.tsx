import { useQuery } from "@tanstack/react-query";
import { Icon, type IconName } from "@/components/Icon";
import { Menu, MenuChoice } from "@/components/Menu";
import type { Project } from "@/lib/api/types";
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
  projects: readonly Project[];
  onProject: (slug: string) => void;
  onEnvironment: (name: string) => void;
  onRange: (range: string) => void;
}

/** Which project, which environment, how far back. */
export function ScopeMenus({ org, scope, projects, onProject, onEnvironment, onRange }: Props) {
  const { data: environments = [] } = useQuery(environmentsQuery(org));
  const range = RANGES.find((one) => one.value === scope.range);
  return (
    <span className="hstack scope">
      <ChoiceMenu
        name="Project"
        icon="issues"
        value={scope.project ?? ""}
        word={scope.project ?? "All projects"}
        options={[{ value: "", label: "All projects" }, ...projects.map((one) => ({ value: one.slug, label: one.name || one.slug }))]}
        onChange={onProject}
      />
      <ChoiceMenu
        name="Environment"
        icon="globe"
        value={scope.environment ?? ""}
        word={scope.environment ?? "All environments"}
        options={[{ value: "", label: "All environments" }, ...environments.map((one) => ({ value: one.name, label: one.name }))]}
        onChange={onEnvironment}
      />
      <ChoiceMenu name="Time" icon="clock" value={scope.range ?? ""} word={range?.label ?? "A chosen time"} options={RANGES} onChange={onRange} />
    </span>
  );
}

interface ChoiceProps {
  name: string;
  icon: IconName;
  value: string;
  word: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

function ChoiceMenu({ name, icon, value, word, options, onChange }: ChoiceProps) {
  return (
    <Menu
      label={name}
      trigger={
        <button type="button" className="btn quiet" aria-label={`${name}: ${word}`}>
          <Icon name={icon} />
          <span className="clip wide">{word}</span>
          <Icon name="down" small className="wide" />
        </button>
      }
    >
      <MenuChoice value={value} onChange={onChange} options={options} />
    </Menu>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Icon } from "@/components/Icon";
import { Menu, MenuChoice } from "@/components/Menu";
import type { Project } from "@/lib/api/types";
import { environmentsQuery } from "@/lib/projects";
import { labelOf, RANGES } from "../views";

export interface ListScope {
  project?: string[] | undefined;
  environment?: string[] | undefined;
  range?: "24h" | "14d" | "30d" | "90d" | undefined;
  sort?: "date" | "new" | "freq" | "user" | undefined;
  query?: string | undefined;
  group?: "turn" | "none" | undefined;
  /** Id of a saved view: where no query or sort is given, its own hold. */
  view?: string | undefined;
}

interface Props {
  org: string;
  search: ListScope;
  projects: readonly Project[];
  onChange: (part: ListScope) => void;
}

/** Which projects, which environment, how far back. */
export function ScopeMenus({ org, search, projects, onChange }: Props) {
  const { data: environments = [] } = useQuery(environmentsQuery(org));
  const project = search.project?.length === 1 ? search.project[0] : undefined;
  const projectWord = project ?? (search.project ? `${search.project.length} projects` : "All projects");
  const environment = search.environment?.[0];
  const range = search.range ?? "14d";
  return (
    <span className="hstack scope">
      <Menu
        label="Project"
        trigger={
          <button type="button" className="btn quiet" aria-label={`Project: ${projectWord}`}>
            <Icon name="issues" />
            <span className="clip">{projectWord}</span>
            <Icon name="down" small />
          </button>
        }
      >
        <MenuChoice
          value={project ?? ""}
          onChange={(value) => onChange({ project: value ? [value] : undefined })}
          options={[{ value: "", label: "All projects" }, ...projects.map((one) => ({ value: one.slug, label: one.name || one.slug, note: one.unresolved }))]}
        />
      </Menu>
      <Menu
        label="Environment"
        trigger={
          <button type="button" className="btn quiet" aria-label={`Environment: ${environment ?? "All environments"}`}>
            <Icon name="globe" className="narrow" />
            <span className="clip wide">{environment ?? "All environments"}</span>
            <Icon name="down" small className="wide" />
          </button>
        }
      >
        <MenuChoice
          value={environment ?? ""}
          onChange={(value) => onChange({ environment: value ? [value] : undefined })}
          options={[{ value: "", label: "All environments" }, ...environments.map((one) => ({ value: one.name, label: one.name }))]}
        />
      </Menu>
      <Menu
        label="Time"
        trigger={
          <button type="button" className="btn quiet" aria-label={`Time: ${labelOf(RANGES, range)}`}>
            <Icon name="clock" />
            <span className="wide">{labelOf(RANGES, range)}</span>
            <Icon name="down" small className="wide" />
          </button>
        }
      >
        <MenuChoice value={range} onChange={(value) => onChange({ range: value as ListScope["range"] })} options={RANGES} />
      </Menu>
    </span>
  );
}

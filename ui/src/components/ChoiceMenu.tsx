import { useProjects } from "@/lib/projects";
import { Icon, type IconName } from "./Icon";
import { Menu, MenuChoice } from "./Menu";

interface Props {
  icon: IconName;
  /** What is chosen: `Project`. */
  label: string;
  value: string;
  options: readonly { value: string; label: string; note?: string }[];
  /** What stands for a value that is not among the options. */
  shown?: string | undefined;
  /** The words stand on small screens too, where there is room for them. */
  roomy?: boolean;
  onChange: (value: string) => void;
}

/** One of several, chosen in the head of a page; the button says which it is. */
export function ChoiceMenu({ icon, label, value, options, shown, roomy, onChange }: Props) {
  const words = options.find((one) => one.value === value)?.label ?? shown ?? value;
  return (
    <Menu
      label={label}
      trigger={
        <button type="button" className="btn quiet" aria-label={`${label}: ${words}`}>
          <Icon name={icon} />
          <span className={roomy ? "clip" : "clip wide"}>{words}</span>
          <Icon name="down" small />
        </button>
      }
    >
      <MenuChoice value={value} onChange={onChange} options={options} />
    </Menu>
  );
}

interface ProjectProps {
  org: string;
  /** A slug; undefined stands for all. */
  value: string | undefined;
  roomy?: boolean;
  onChange: (slug: string | undefined) => void;
}

/** Of which project a page speaks. */
export function ProjectMenu({ org, value, roomy = false, onChange }: ProjectProps) {
  const projects = useProjects(org);
  return (
    <ChoiceMenu
      icon="issues"
      label="Project"
      roomy={roomy}
      value={value ?? ""}
      options={[{ value: "", label: "All projects" }, ...projects.map((one) => ({ value: one.slug, label: one.name || one.slug }))]}
      onChange={(slug) => onChange(slug || undefined)}
    />
  );
}

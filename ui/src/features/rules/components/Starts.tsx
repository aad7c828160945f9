import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Icon } from "@/components/Icon";
import { templatesQuery } from "../api/templates";

/** Rules that most people want: a click opens one filled in, another makes it. */
export function Starts({ org, project }: { org: string; project: string | undefined }) {
  const { data = [] } = useQuery(templatesQuery(org));
  if (data.length === 0) return null;
  return (
    <section className="starts" aria-labelledby="h-starts">
      <h2 id="h-starts">Rules to begin with</h2>
      <ul>
        {data.map((one) => (
          <li key={one.id}>
            <Link to="/$org/alerts/rules/new" params={{ org }} search={{ template: one.id, ...(project ? { project } : {}) }}>
              <Icon name="plus" small />
              <span>
                <b>{one.label}</b>
                <small className="faint">{one.description}</small>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

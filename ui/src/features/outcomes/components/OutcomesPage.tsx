import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ChoiceMenu, ProjectMenu } from "@/components/ChoiceMenu";
import { Icon } from "@/components/Icon";
import { Page } from "@/components/Page";
import { Empty, Failure, Skeleton } from "@/components/states";
import { get } from "@/lib/api/client";
import type { Outcomes } from "@/lib/api/types";
import { useLive, useThrottled } from "@/lib/live";
import { percent, whole } from "@/lib/numbers";
import { useProjects } from "@/lib/projects";
import { reasonWords } from "@/lib/reasons";
import { useOrg } from "@/lib/session";
import { booksOf } from "../books";
import { EventLookupForm } from "./EventLookupForm";
import { Flow } from "./Flow";
import { Losses } from "./Losses";
import { TheBooks } from "./TheBooks";

const RANGES = [
  { value: "1h", label: "1 hour" },
  { value: "24h", label: "24 hours" },
  { value: "7d", label: "7 days" },
  { value: "14d", label: "14 days" },
  { value: "30d", label: "30 days" },
];

/** Where did my events go? */
export function OutcomesPage() {
  const org = useOrg().slug;
  const search = useSearch({ from: "/$org/outcomes" });
  const navigate = useNavigate({ from: "/$org/outcomes" });
  const client = useQueryClient();
  const projects = useProjects(org);
  const range = search.range ?? "24h";
  const project = projects.find((one) => one.slug === search.project);
  const { data, error, refetch } = useQuery({
    queryKey: ["outcomes", org, range, search.project],
    queryFn: ({ signal }) => get<Outcomes>(`/organizations/${org}/outcomes/`, { statsPeriod: range, project: project?.id }, signal),
    enabled: !search.project || project !== undefined,
    placeholderData: (old) => old,
  });
  const renew = useThrottled(5_000, () => void client.invalidateQueries({ queryKey: ["outcomes", org] }));
  useLive(org, { outcomes: renew });
  const rangeWords = RANGES.find((one) => one.value === range)?.label ?? range;

  return (
    <Page
      title="Outcomes"
      actions={
        <>
          <ProjectMenu org={org} roomy value={search.project} onChange={(slug) => void navigate({ search: (old) => ({ ...old, project: slug }) })} />
          <ChoiceMenu icon="clock" label="Time" roomy value={range} options={RANGES} onChange={(value) => void navigate({ search: (old) => ({ ...old, range: value as typeof range }) })} />
        </>
      }
    >
      {error ? (
        <div className="pad">
          <Failure error={error} title="The books cannot be read right now" retry={() => void refetch()}>
            Nothing is lost: every item is counted when it comes, and shown later.
          </Failure>
        </div>
      ) : data ? (
        <Content org={org} data={data} rangeWords={rangeWords} project={search.project} />
      ) : (
        <div className="pad">
          <Skeleton lines={10} label="Loading the books" />
        </div>
      )}
    </Page>
  );
}

function Content({ org, data, rangeWords, project }: { org: string; data: Outcomes; rangeWords: string; project: string | undefined }) {
  const books = booksOf(data, reasonWords);
  const projects = useProjects(org);
  const at = project ?? projects[0]?.slug;
  const saw = books.stages[0]?.count ?? 0;
  if (saw === 0) {
    return (
      <Empty
        title={`Nothing came in within ${rangeWords}`}
        actions={
          at && (
            <Link className="btn pri" to="/$org/start/$project" params={{ org, project: at }}>
              Send an event to {at}
            </Link>
          )
        }
      >
        {project ? `No program knocked with a key of ${project}.` : "No program knocked with any key."} A program sends its events to the DSN of its project.
      </Empty>
    );
  }
  return (
    <div className="pad">
      <div className="hstack wrap lead-row">
        <div className="grow">
          <h2 className="ttl">{books.unaccounted === 0 ? `Every item of the last ${rangeWords} has a known fate` : `${whole(books.unaccounted)} items are not accounted for`}</h2>
          <p className="muted say">
            {books.stored === saw ? "All of them are stored." : `${percent(books.stored, saw)} are stored. The rest left for a reason that is counted below.`}{" "}
            {books.unaccounted === 0 ? (
              <b className="ok num nowrap">
                <Icon name="checkc" /> 0 unaccounted for
              </b>
            ) : (
              <b className="wine num nowrap">
                <Icon name="tri" /> Ask the person who runs this Redshank: <code>redshank outcomes</code>
              </b>
            )}
          </p>
        </div>
        <EventLookupForm org={org} />
      </div>
      <section className="panel flowbox" aria-label="From the programs to the store">
        <div className="in">
          <Flow stages={books.stages} />
          <p className="faint note-line">Losses are drawn wider than to scale, so that small ones can be seen. The numbers are exact.</p>
        </div>
      </section>
      <div className="two losses-row">
        <Losses org={org} data={data} />
        <TheBooks books={books} />
      </div>
    </div>
  );
}

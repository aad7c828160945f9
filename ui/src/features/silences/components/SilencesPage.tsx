import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Icon } from "@/components/Icon";
import { Page } from "@/components/Page";
import { Path } from "@/components/Path";
import { Failure, Skeleton } from "@/components/states";
import type { Silence } from "@/lib/api/types";
import { count } from "@/lib/numbers";
import { useCan, useOrg } from "@/lib/session";
import { silencesQuery } from "../api/silences";
import { Inhibitions } from "./Inhibitions";
import { InhibitionDialog } from "./InhibitionDialog";
import { SilenceDialog } from "./SilenceDialog";
import { SilenceRow } from "./SilenceRow";

const PARTS: readonly { state: Silence["state"]; title: string; none: string }[] = [
  { state: "active", title: "Active", none: "Nothing is silenced: every alert tells those it should." },
  { state: "waiting", title: "Coming", none: "" },
  { state: "over", title: "Over", none: "" },
];

/** What keeps alerts from telling anybody, and until when? */
export function SilencesPage() {
  const org = useOrg().slug;
  const may = useCan("member");
  const { make, matcher, edit } = useSearch({ from: "/$org/alerts/silences" });
  const navigate = useNavigate({ from: "/$org/alerts/silences" });
  const { data, error, refetch } = useQuery(silencesQuery(org));
  const close = () => void navigate({ search: {}, replace: true });
  const edited = data?.find((one) => one.id === edit);
  const active = data?.filter((one) => one.state === "active") ?? [];
  const holds = active.reduce((sum, one) => sum + one.holds, 0);
  return (
    <Page
      title="Silences"
      crumbs={
        <Path>
          <Link className="crumb" to="/$org/alerts" params={{ org }} search={{}}>
            Alerts
          </Link>
          <h1>Silences</h1>
        </Path>
      }
      actions={
        may && (
          <>
            <button type="button" className="btn" aria-label="New maintenance" onClick={() => void navigate({ search: { make: "maintenance" } })}>
              <Icon name="clock" />
              <span className="wide">New maintenance</span>
            </button>
            <button type="button" className="btn pri" onClick={() => void navigate({ search: { make: "silence" } })}>
              <Icon name="belloff" />
              New silence
            </button>
          </>
        )
      }
    >
      <div className="pad">
        {error && (
          <Failure error={error} title="The silences cannot be listed right now" retry={() => void refetch()}>
            They hold all the same.
          </Failure>
        )}
        {!data && !error && <Skeleton lines={6} label="Loading the silences" />}
        {data && (
          <>
            <h2 className="ttl sm">{active.length === 0 ? "Nothing is silenced" : `${count(active.length, "silence is", "silences are")} active, ${count(holds, "open alert")} held back`}</h2>
            <p className="muted">An alert that is held back opens and is listed all the same; nobody is told until what holds it ends.</p>
            {PARTS.map(({ state, title, none }) => {
              const rows = data.filter((one) => one.state === state);
              if (rows.length === 0 && !none) return null;
              return (
                <section key={state} className="panel rule-list" aria-label={title}>
                  <header>
                    <h3>{title}</h3>
                    <span className="faint num">{rows.length > 0 ? rows.length : ""}</span>
                  </header>
                  {rows.length === 0 && <p className="none-row muted">{none}</p>}
                  <ul>
                    {rows.map((one) => (
                      <SilenceRow key={one.id} org={org} silence={one} may={may} onEdit={() => void navigate({ search: { edit: one.id } })} />
                    ))}
                  </ul>
                </section>
              );
            })}
            <Inhibitions org={org} may={may} onMake={() => void navigate({ search: { make: "inhibition" } })} />
          </>
        )}
      </div>
      {may && (make === "silence" || make === "maintenance") && <SilenceDialog key={make} org={org} kind={make} matcher={matcher ?? ""} silence={null} onClose={close} />}
      {may && make === "inhibition" && <InhibitionDialog org={org} inhibition={null} onClose={close} />}
      {may && edited && <SilenceDialog key={edited.id} org={org} kind={edited.kind} matcher="" silence={edited} onClose={close} />}
    </Page>
  );
}

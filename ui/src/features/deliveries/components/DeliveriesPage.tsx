import { useNavigate, useSearch } from "@tanstack/react-router";
import { Page } from "@/components/Page";
import { Failure, Skeleton } from "@/components/states";
import { useTargets } from "@/lib/deliveries";
import { useNow } from "@/lib/now";
import { useOrg } from "@/lib/session";
import type { DeliveryFilter } from "../api/list";
import { headlineOf } from "../words";
import { DeliveryDrawer } from "./DeliveryDrawer";
import { DeliveryList } from "./DeliveryList";
import { Narrow } from "./Narrow";
import { ResendPanel } from "./ResendPanel";
import { TargetTable } from "./TargetTable";

/** What has not arrived, and why? */
export function DeliveriesPage() {
  const org = useOrg().slug;
  const { delivery, state, kind, target, alert, issue } = useSearch({ from: "/$org/deliveries" });
  const navigate = useNavigate({ from: "/$org/deliveries" });
  const targets = useTargets(org);
  const now = useNow();
  const filter: DeliveryFilter = { state, kind, target, alert, issue };
  const show = (id: string | undefined) => void navigate({ search: (old) => ({ ...old, delivery: id }) });
  const narrow = (part: Partial<DeliveryFilter>) => void navigate({ search: (old) => ({ ...old, ...part }) });
  const headline = targets.data && headlineOf(targets.data, now);
  return (
    <Page title="Deliveries" actions={<Narrow filter={filter} targets={targets.data ?? []} onChange={narrow} />}>
      <div className="pad">
        {headline && (
          <div className="hstack wrap lead-row headline">
            {headline.number !== null && <span className="big num">{headline.number.toLocaleString("en-GB")}</span>}
            <div>
              <h2>{headline.title}</h2>
              <p className="muted small-text">{headline.more}</p>
            </div>
          </div>
        )}
        {targets.error && (
          <Failure error={targets.error} title="The targets cannot be shown right now" retry={() => void targets.refetch()}>
            Messages go out without this page.
          </Failure>
        )}
        {!targets.data && !targets.error && <Skeleton lines={5} label="Loading the targets" />}
        {targets.data && <TargetTable targets={targets.data} onPick={(picked) => narrow({ target: picked, state: undefined })} />}
        <ResendPanel org={org} />
        <DeliveryList key={org} org={org} filter={filter} targets={targets.data ?? []} onShow={show} onNarrow={narrow} />
      </div>
      {delivery && <DeliveryDrawer org={org} id={delivery} onClose={() => show(undefined)} />}
    </Page>
  );
}

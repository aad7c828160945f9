import { useLocation } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { Confirm } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Failure, Skeleton } from "@/components/states";
import type { Policy } from "@/lib/api/types";
import { messageOf } from "@/lib/api/problem";
import { useNotices } from "@/lib/notices";
import { useOrg } from "@/lib/session";
import { deletePolicy, usePolicies } from "../api/policies";
import { useRenewOnCall } from "../api/schedules";
import { roundWords } from "../words";
import { DryRunDialog } from "./DryRunDialog";
import { PolicyDialog } from "./PolicyDialog";
import { StepTable } from "./StepTable";

/** Who is told in which order: what people made, then what is built in. */
export function PoliciesPanel({ can }: { can: boolean }) {
  const org = useOrg().slug;
  const { data, error, refetch } = usePolicies(org);
  const [making, setMaking] = useState(false);
  const shown = useShown("policies");
  if (error) return <Failure error={error} title="The policies cannot be listed right now" retry={() => void refetch()} />;
  if (!data) return <Skeleton lines={5} label="Loading the policies" />;
  const made = data.filter((one) => one.id !== null);
  const builtIn = data.filter((one) => one.id === null);
  return (
    <div ref={shown} id="policies" className="stack policies">
      <div className="hstack">
        <h2 className="ttl sm grow">Policies: who is told, in which order</h2>
        {can && (
          <button type="button" className="btn" onClick={() => setMaking(true)}>
            <Icon name="plus" />
            Make a policy
          </button>
        )}
      </div>
      {made.map((one) => (
        <PolicyBox key={one.id} org={org} policy={one} can={can} />
      ))}
      <details open={made.length === 0}>
        <summary>Built in, for severities without a policy of yours</summary>
        <div className="stack">
          {builtIn.map((one) => (
            <PolicyBox key={one.name} org={org} policy={one} can={false} />
          ))}
        </div>
      </details>
      {making && <PolicyDialog org={org} onClose={() => setMaking(false)} />}
    </div>
  );
}

/** Comes into view once it is there, where the address names it. */
function useShown(id: string | null) {
  const { hash } = useLocation();
  return useCallback(
    (element: HTMLElement | null) => {
      if (id !== null && hash === id) element?.scrollIntoView({ block: "start" });
    },
    [hash, id],
  );
}

function PolicyBox({ org, policy, can }: { org: string; policy: Policy; can: boolean }) {
  const [open, setOpen] = useState<"edit" | "delete" | "dry" | null>(null);
  const { tell } = useNotices();
  const shown = useShown(policy.id ? `policy-${policy.id}` : null);
  const renew = useRenewOnCall(org);
  const close = () => setOpen(null);
  const remove = async () => {
    try {
      await deletePolicy(org, policy.id as string);
      tell(`Policy ${policy.name} deleted`);
    } catch (error) {
      tell(messageOf(error), { tone: "failed" });
    }
    await renew();
  };
  return (
    <section ref={shown} id={policy.id ? `policy-${policy.id}` : undefined} className="panel" aria-label={`Policy ${policy.name}`}>
      <header className="wrap">
        <h3>{policy.id ? `Policy “${policy.name}”` : policy.name}</h3>
        <span className="faint clip">{roundWords(policy)}</span>
        <span className="grow" />
        <button type="button" className="btn" onClick={() => setOpen("dry")}>
          Dry run…
        </button>
        {can && (
          <>
            <button type="button" className="btn quiet icon" aria-label={`Edit the policy ${policy.name}`} title="Edit" onClick={() => setOpen("edit")}>
              <Icon name="pen" />
            </button>
            <button type="button" className="btn quiet icon" aria-label={`Delete the policy ${policy.name}`} title="Delete" onClick={() => setOpen("delete")}>
              <Icon name="bin" />
            </button>
          </>
        )}
      </header>
      {policy.steps.length > 0 && <StepTable policy={policy} />}
      {open === "dry" && <DryRunDialog org={org} policy={policy} onClose={close} />}
      {open === "edit" && <PolicyDialog org={org} policy={policy} onClose={close} />}
      <Confirm open={open === "delete"} onClose={close} title={`Delete the policy “${policy.name}”?`} action="Delete the policy" onConfirm={() => void remove()}>
        Alerts that are open keep the copy they were opened with.
      </Confirm>
    </section>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Confirm } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { messageOf } from "@/lib/api/problem";
import type { Inhibition } from "@/lib/api/types";
import { useNotices } from "@/lib/notices";
import { count } from "@/lib/numbers";
import { deleteInhibition, inhibitionsQuery, useRenewSilences } from "../api/silences";
import { InhibitionDialog } from "./InhibitionDialog";

/** Alerts that keep others quiet. */
export function Inhibitions({ org, may, onMake }: { org: string; may: boolean; onMake: () => void }) {
  const { data, error } = useQuery(inhibitionsQuery(org));
  return (
    <section className="panel rule-list" aria-label="Inhibitions">
      <header>
        <h3>Inhibitions</h3>
        <span className="faint num">{data && data.length > 0 ? data.length : ""}</span>
        <span className="grow" />
        {may && (
          <button type="button" className="btn" onClick={onMake}>
            <Icon name="plus" />
            New inhibition
          </button>
        )}
      </header>
      {error && <p className="none-row muted">The inhibitions cannot be listed right now; they hold all the same.</p>}
      {data?.length === 0 && <p className="none-row muted">None. While the whole data centre is down, nobody needs to hear of each service: an inhibition says which alert keeps which others quiet.</p>}
      <ul>
        {data?.map((one) => (
          <Row key={one.id} org={org} one={one} may={may} />
        ))}
      </ul>
    </section>
  );
}

function Row({ org, one, may }: { org: string; one: Inhibition; may: boolean }) {
  const renew = useRenewSilences(org);
  const { tell } = useNotices();
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const remove = async () => {
    try {
      await deleteInhibition(org, one.id);
      tell(`“${one.name}” deleted`);
    } catch (error) {
      tell(`Not deleted: ${messageOf(error)}`, { tone: "failed" });
    }
    renew();
  };
  return (
    <li>
      <Icon name="mute" className="faint" />
      <span className="rm">
        <b>{one.name}</b>
        <span className="sub">
          <span>
            while <code>{one.source}</code> is open, <code>{one.target}</code> tells nobody{one.equal.length > 0 && ` where ${one.equal.join(", ")} ${one.equal.length === 1 ? "is" : "are"} the same`}
          </span>
        </span>
      </span>
      <span className="c-fired">
        <span className="faint">{one.holds === 0 ? "holds nothing now" : `holds ${count(one.holds, "alert")}`}</span>
      </span>
      <span className="hstack">
        {may && (
          <>
            <button type="button" className="btn quiet icon" aria-label={`Edit ${one.name}`} onClick={() => setOpen("edit")}>
              <Icon name="pen" />
            </button>
            <button type="button" className="btn quiet icon" aria-label={`Delete ${one.name}`} onClick={() => setOpen("delete")}>
              <Icon name="bin" />
            </button>
          </>
        )}
      </span>
      {open === "edit" && <InhibitionDialog org={org} inhibition={one} onClose={() => setOpen(null)} />}
      <Confirm open={open === "delete"} onClose={() => setOpen(null)} title={`Delete “${one.name}”?`} action="Delete the inhibition" onConfirm={() => void remove()}>
        {one.holds > 0 ? `${count(one.holds, "open alert")} that it holds back will tell those they should.` : "It holds nothing back right now."}
      </Confirm>
    </li>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "@/components/Dialog";
import { Field } from "@/components/Field";
import type { Schedule } from "@/lib/api/types";
import { membersQuery } from "@/lib/projects";
import { useSaving } from "@/lib/saving";
import { useMe } from "@/lib/session";
import { addOverride, useRenewOnCall } from "../api/schedules";
import { fieldValue, ownZone } from "../calendar";

/** What is known of the override before somebody fills in the rest. */
export interface Wanted {
  start?: Date;
  end?: Date;
}

const HOUR_MS = 3_600_000;

/** What the form begins with: the stretch that is wanted, as far as it lies ahead; else eight hours from the next on. */
function proposed(wanted: Wanted, now: Date): { start: Date; end: Date } {
  const next = new Date(Math.ceil(now.getTime() / HOUR_MS) * HOUR_MS);
  const start = wanted.start && wanted.start > now ? wanted.start : next;
  const end = wanted.end && wanted.end > start ? wanted.end : new Date(start.getTime() + 8 * HOUR_MS);
  return { start, end };
}

/** Somebody stands in, or nobody does, on purpose. */
export function OverrideDialog({ org, schedule, wanted, onClose }: { org: string; schedule: Schedule; wanted: Wanted; onClose: () => void }) {
  const me = useMe();
  const saving = useSaving();
  const renew = useRenewOnCall(org);
  const { data: members = [] } = useQuery(membersQuery(org));
  const [{ start, end }] = useState(() => proposed(wanted, new Date()));
  const [user, setUser] = useState<string>(me.id);
  const save = async (values: FormData) => {
    const read = (name: string) => new Date(String(values.get(name)));
    if (await saving.run(() => addOverride(org, schedule.id, user || null, read("start"), read("end")), "The override stands")) {
      await renew();
      onClose();
    }
  };
  return (
    <FormDialog title={`Override: who stands in for ${schedule.name}?`} onClose={onClose} problem={saving.problem} action="Override" disabled={saving.busy} onSubmit={(values) => void save(values)}>
      <div>
        <Field label="Who">
          {(props) => (
            <select {...props} className="field" value={user} onChange={(event) => setUser(event.target.value)}>
              {members.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name || one.email}
                  {one.id === me.id ? " (you)" : ""}
                </option>
              ))}
              <option value="">Nobody, on purpose</option>
            </select>
          )}
        </Field>
        <Field label="From">{(props) => <input {...props} className="field" type="datetime-local" name="start" required defaultValue={fieldValue(start)} />}</Field>
        <Field label="To" hint={`In ${ownZone()}, your zone. It wins over every layer.`}>
          {(props) => <input {...props} className="field" type="datetime-local" name="end" required defaultValue={fieldValue(end)} />}
        </Field>
      </div>
    </FormDialog>
  );
}

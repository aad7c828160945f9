import { useState } from "react";
import { FormDialog } from "@/components/Dialog";
import { Field } from "@/components/Field";
import { Icon } from "@/components/Icon";
import { ZoneField } from "@/components/ZoneField";
import type { Layer, Schedule, ScheduleBody } from "@/lib/api/types";
import { useSaving } from "@/lib/saving";
import { useMe } from "@/lib/session";
import { saveSchedule, useRenewOnCall } from "../api/schedules";
import { fieldValue, lastHandOver, ownZone } from "../calendar";
import { LayerFields } from "./LayerFields";
import { Preview } from "./Preview";

const MAX_LAYERS = 10;

/** A schedule as a person writes it, with what comes of it underneath. */
export function ScheduleDialog({ org, schedule, onClose }: { org: string; schedule?: Schedule; onClose: () => void }) {
  const me = useMe();
  const saving = useSaving();
  const renew = useRenewOnCall(org);
  const [body, setBody] = useState<ScheduleBody & { layers: Layer[] }>(() =>
    schedule ? { name: schedule.name, timeZone: schedule.timeZone, layers: schedule.layers } : { name: "", timeZone: ownZone(), layers: [freshLayer("Primary", me.id)] },
  );
  const change = (part: Partial<typeof body>) => setBody((old) => ({ ...old, ...part }));
  const changeLayer = (index: number, layer: Layer) => change({ layers: body.layers.map((one, at) => (at === index ? layer : one)) });
  const move = (index: number, by: number) => {
    const layers = [...body.layers];
    layers.splice(index + by, 0, ...layers.splice(index, 1));
    change({ layers });
  };
  const save = async () => {
    if (await saving.run(() => saveSchedule(org, schedule?.id, body), `Schedule ${body.name} saved`)) {
      await renew();
      onClose();
    }
  };
  return (
    <FormDialog title={schedule ? `Edit ${schedule.name}` : "New schedule"} size="editor" onClose={onClose} problem={saving.problem} action="Save the schedule" disabled={saving.busy} onSubmit={() => void save()}>
      <div>
        <Field label="Name">{(props) => <input {...props} className="field" required maxLength={100} value={body.name} placeholder="Shop core" onChange={(event) => change({ name: event.target.value })} />}</Field>
        <Field label="Time zone" hint="Turns are handed over by this zone's clock, through summer and winter time.">
          {(props) => <ZoneField {...props} value={body.timeZone} onChange={(event) => change({ timeZone: event.target.value })} />}
        </Field>
      </div>
      {body.layers.map((layer, index) => (
        <LayerFields
          key={index}
          org={org}
          layer={layer}
          people={schedule?.people ?? []}
          onChange={(changed) => changeLayer(index, changed)}
          onRemove={() => change({ layers: body.layers.filter((_, at) => at !== index) })}
          onUp={index > 0 ? () => move(index, -1) : undefined}
          wins={index > 0}
        />
      ))}
      <div>
        <button type="button" className="btn" disabled={body.layers.length >= MAX_LAYERS} onClick={() => change({ layers: [...body.layers, freshLayer(`Layer ${body.layers.length + 1}`, me.id)] })}>
          <Icon name="plus" />
          Add a layer
        </button>
      </div>
      <Preview org={org} body={{ ...body, name: body.name || "new" }} />
    </FormDialog>
  );
}

/** A week each, from the last Monday nine o'clock on: whoever is first is on call at once. */
function freshLayer(name: string, user: string): Layer {
  return { name, userIds: user ? [user] : [], starts: fieldValue(lastHandOver(new Date())), ends: null, every: 1, unit: "week", hours: [] };
}

import { useQuery } from "@tanstack/react-query";
import { Avatar } from "@/components/Avatar";
import { Field } from "@/components/Field";
import { HoursFields } from "@/components/HoursFields";
import { Icon } from "@/components/Icon";
import type { Hours, Layer, Person } from "@/lib/api/types";
import { membersQuery } from "@/lib/projects";

interface Props {
  org: string;
  layer: Layer;
  /** Everybody whom the schedule names, also those who have left. */
  people: readonly Person[];
  onChange: (layer: Layer) => void;
  onRemove: () => void;
  onUp: (() => void) | undefined;
  wins: boolean;
}

const UNITS = [
  ["hour", "hours"],
  ["day", "days"],
  ["week", "weeks"],
] as const;
const OFFICE: Hours = { days: [0, 1, 2, 3, 4], start: "09:00", end: "17:00" };

/** One rotation: who in turn, how long a turn lasts, since when, and in which hours. */
export function LayerFields({ org, layer, people, onChange, onRemove, onUp, wins }: Props) {
  const change = (part: Partial<Layer>) => onChange({ ...layer, ...part });
  return (
    <fieldset className="layer">
      <legend className="sr">Layer {layer.name}</legend>
      <div className="hstack">
        <input className="field sm grow" aria-label="Name of the layer" required maxLength={100} value={layer.name} onChange={(event) => change({ name: event.target.value })} />
        {wins && <span className="faint small-text wide">wins over those above</span>}
        {onUp && (
          <button type="button" className="btn quiet" onClick={onUp}>
            Move up
          </button>
        )}
        <button type="button" className="btn quiet icon" aria-label={`Take out the layer ${layer.name}`} onClick={onRemove}>
          <Icon name="bin" />
        </button>
      </div>
      <Turns org={org} layer={layer} people={people} onChange={(userIds) => change({ userIds })} />
      <div className="formrow">
        <span className="row-label">A turn lasts</span>
        <div className="hstack wrap">
          <input className="field sm qty" type="number" min={1} max={1000} required aria-label="A turn lasts how many" value={layer.every ?? 1} onChange={(event) => change({ every: Number(event.target.value) })} />
          <select className="field sm auto" aria-label="Unit of a turn" value={layer.unit ?? "week"} onChange={(event) => change({ unit: event.target.value as NonNullable<Layer["unit"]> })}>
            {UNITS.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
      </div>
      <Field label="First hand-over" hint="In the schedule's zone. The first person begins then; later turns follow by the same clock.">
        {(props) => <input {...props} className="field sm auto" type="datetime-local" required value={layer.starts} onChange={(event) => change({ starts: event.target.value })} />}
      </Field>
      <Field label="Ends">
        {(props) => <input {...props} className="field sm auto" type="datetime-local" value={layer.ends ?? ""} onChange={(event) => change({ ends: event.target.value || null })} />}
      </Field>
      <div className="formrow">
        <span className="row-label">Only in these hours</span>
        <HoursFields label="Hours" add={layer.hours?.length ? "More hours" : "Restrict to hours of the week"} fresh={OFFICE} hours={layer.hours ?? []} onChange={(hours) => change({ hours })} />
      </div>
    </fieldset>
  );
}

function Turns({ org, layer, people, onChange }: { org: string; layer: Layer; people: readonly Person[]; onChange: (userIds: string[]) => void }) {
  const { data: members = [] } = useQuery(membersQuery(org));
  const nameOf = (id: string) => {
    const member = members.find((one) => one.id === id);
    const left = people.find((one) => one.id === id);
    return member ? member.name || member.email : left ? `${left.name} (left)` : "…";
  };
  const swap = (index: number) => {
    const userIds = [...layer.userIds];
    userIds.splice(index - 1, 0, ...userIds.splice(index, 1));
    onChange(userIds);
  };
  return (
    <div className="formrow">
      <span className="row-label">In turn</span>
      <div className="hstack wrap">
        {layer.userIds.map((id, index) => (
          <span key={`${id}-${index}`} className="tag person">
            <Avatar name={nameOf(id)} id={`user${id}`} decorative />
            {nameOf(id)}
            {index > 0 && (
              <button type="button" aria-label={`${nameOf(id)}, turn ${index + 1}: one earlier`} title="One earlier" onClick={() => swap(index)}>
                <Icon name="left" small />
              </button>
            )}
            <button type="button" aria-label={`Take ${nameOf(id)} out of turn ${index + 1}`} onClick={() => onChange(layer.userIds.filter((_, at) => at !== index))}>
              <Icon name="x" small />
            </button>
          </span>
        ))}
        <select className="field sm auto" aria-label={`Add a person to ${layer.name}`} value="" onChange={(event) => event.target.value && onChange([...layer.userIds, event.target.value])}>
          <option value="">Add a person…</option>
          {members.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name || one.email}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

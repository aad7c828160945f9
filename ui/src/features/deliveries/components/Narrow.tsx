import { kindIcon, stateWord } from "@/components/delivery-marks";
import { Icon, type IconName } from "@/components/Icon";
import { Menu, MenuChoice } from "@/components/Menu";
import type { DeliveryState, DeliveryTarget } from "@/lib/api/types";
import { whole } from "@/lib/numbers";
import type { DeliveryFilter } from "../api/list";

interface Props {
  filter: DeliveryFilter;
  targets: readonly DeliveryTarget[];
  onChange: (part: Partial<DeliveryFilter>) => void;
}

const STATES: readonly DeliveryState[] = ["pending", "retrying", "failed", "dead", "synced", "discarded", "superseded"];

/** Which deliveries: how they stand, of what kind, to where. */
export function Narrow({ filter, targets, onChange }: Props) {
  const kinds = [...new Set(targets.map((one) => one.kind))].sort();
  const named = targets.find((one) => one.target === filter.target);
  const state = filter.state ?? "";
  const states = [{ value: "", label: "Not arrived" }, { value: "all", label: "Any state" }, ...STATES.map((one) => ({ value: one, label: stateWord(one) }))];
  return (
    <div className="hstack scope">
      <Choice icon="half" label="State" shown={states.find((one) => one.value === state)?.label ?? state} value={state} options={states} onChange={(value) => onChange({ state: (value || undefined) as DeliveryFilter["state"] })} />
      <Choice
        icon={filter.kind ? kindIcon(filter.kind) : "chat"}
        label="Kind"
        shown={filter.kind?.replaceAll("_", " ") ?? "Any kind"}
        value={filter.kind ?? ""}
        options={[{ value: "", label: "Any kind" }, ...kinds.map((one) => ({ value: one, label: one.replaceAll("_", " ") }))]}
        onChange={(value) => onChange({ kind: value || undefined })}
      />
      <Choice
        icon="send"
        label="Target"
        shown={named?.name ?? filter.target ?? "All targets"}
        value={filter.target ?? ""}
        options={[{ value: "", label: "All targets" }, ...targets.map((one) => ({ value: one.target, label: one.name, note: one.unsynced > 0 ? whole(one.unsynced) : "" }))]}
        onChange={(value) => onChange({ target: value || undefined })}
      />
    </div>
  );
}

interface ChoiceProps {
  icon: IconName;
  label: string;
  shown: string;
  value: string;
  options: readonly { value: string; label: string; note?: string }[];
  onChange: (value: string) => void;
}

function Choice({ icon, label, shown, value, options, onChange }: ChoiceProps) {
  return (
    <Menu
      label={label}
      trigger={
        <button type="button" className="btn quiet" aria-label={`${label}: ${shown}`}>
          <Icon name={icon} />
          <span className="clip wide">{shown}</span>
          <Icon name="down" small />
        </button>
      }
    >
      <MenuChoice value={value} onChange={onChange} options={options} />
    </Menu>
  );
}

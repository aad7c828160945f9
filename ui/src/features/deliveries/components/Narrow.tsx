import { ChoiceMenu } from "@/components/ChoiceMenu";
import { kindIcon, stateWord } from "@/components/delivery-marks";
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
  const state = filter.state ?? "";
  const states = [{ value: "", label: "Not arrived" }, { value: "all", label: "Any state" }, ...STATES.map((one) => ({ value: one, label: stateWord(one) }))];
  return (
    <div className="hstack scope">
      <ChoiceMenu icon="half" label="State" value={state} options={states} onChange={(value) => onChange({ state: (value || undefined) as DeliveryFilter["state"] })} />
      <ChoiceMenu
        icon={filter.kind ? kindIcon(filter.kind) : "chat"}
        label="Kind"
        shown={filter.kind?.replaceAll("_", " ")}
        value={filter.kind ?? ""}
        options={[{ value: "", label: "Any kind" }, ...kinds.map((one) => ({ value: one, label: one.replaceAll("_", " ") }))]}
        onChange={(value) => onChange({ kind: value || undefined })}
      />
      <ChoiceMenu
        icon="send"
        label="Target"
        value={filter.target ?? ""}
        options={[{ value: "", label: "All targets" }, ...targets.map((one) => ({ value: one.target, label: one.name, note: one.unsynced > 0 ? whole(one.unsynced) : "" }))]}
        onChange={(value) => onChange({ target: value || undefined })}
      />
    </div>
  );
}

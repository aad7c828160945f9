import { useState } from "react";
import { FormDialog } from "@/components/Dialog";
import { messageOf } from "@/lib/api/problem";
import type { Inhibition, InhibitionBody } from "@/lib/api/types";
import { createInhibition, updateInhibition, useHoldPreview } from "../api/silences";
import { neverHolds } from "../form";
import { useHoldForm } from "../use-hold-form";
import { Held } from "./Held";
import { MatcherField } from "./MatcherField";
import { Wrong } from "./Wrong";

/** While this fires, that is quiet. */
export function InhibitionDialog({ org, inhibition, onClose }: { org: string; inhibition: Inhibition | null; onClose: () => void }) {
  const answer = useHoldForm(org, onClose);
  const [form, setForm] = useState<InhibitionBody>({ name: inhibition?.name ?? "", source: inhibition?.source ?? "", target: inhibition?.target ?? "", equal: inhibition?.equal ?? ["project"] });
  const said = form.source.trim() !== "" && form.target.trim() !== "";
  const preview = useHoldPreview(org, "inhibitions", said ? form : null);
  const title = inhibition ? "Edit the inhibition" : "New inhibition";
  const placed = answer.placed(preview.error);
  const never = said ? neverHolds(form) : null;
  const change = (part: Partial<InhibitionBody>) => {
    setForm({ ...form, ...part });
    answer.forget();
  };
  const save = () => answer.keep(() => (inhibition ? updateInhibition(org, inhibition.id, form) : createInhibition(org, form)), `“${form.name}” holds from now on`);
  return (
    <FormDialog
      title={title}
      size="sheet"
      onClose={onClose}
      problem={answer.message ?? (placed && messageOf(placed))}
      action={inhibition ? "Save" : "Make the inhibition"}
      disabled={answer.busy || !said}
      onSubmit={() => void save()}
    >
      <label>
        <span>Called</span>
        <input className="field sm" required maxLength={200} value={form.name} placeholder="data centre before services" aria-invalid={answer.problems["name"] !== undefined} onChange={(event) => change({ name: event.target.value })} />
      </label>
      <div>
        <span className="wl">While an open alert matches</span>
        <MatcherField org={org} label="While an open alert matches" value={form.source} mistake={null} onChange={(source) => change({ source })} />
      </div>
      <div>
        <span className="wl">nobody is told of those that match</span>
        <MatcherField org={org} label="Nobody is told of those that match" value={form.target} mistake={null} onChange={(target) => change({ target })} />
      </div>
      <label>
        <span>where these labels are the same</span>
        <input className="field sm" value={form.equal.join(", ")} placeholder="project, environment" onChange={(event) => change({ equal: event.target.value.split(",").map((one) => one.trim()) })} onBlur={() => change({ equal: form.equal.filter(Boolean) })} />
      </label>
      <Wrong of={never ? { equal: [never] } : answer.problems} names={["equal"]} />
      <Held preview={preview.data} error={preview.error} said={said} />
    </FormDialog>
  );
}

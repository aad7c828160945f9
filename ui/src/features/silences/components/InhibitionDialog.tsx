import { useState } from "react";
import { FormDialog } from "@/components/Dialog";
import { fieldProblems } from "@/lib/api/fields";
import { messageOf, Problem } from "@/lib/api/problem";
import type { Inhibition, InhibitionBody } from "@/lib/api/types";
import { useNotices } from "@/lib/notices";
import { createInhibition, updateInhibition, useHoldPreview, useRenewSilences } from "../api/silences";
import { Held } from "./Held";
import { MatcherField } from "./MatcherField";

/** While this fires, that is quiet. */
export function InhibitionDialog({ org, inhibition, onClose }: { org: string; inhibition: Inhibition | null; onClose: () => void }) {
  const { tell } = useNotices();
  const renew = useRenewSilences(org);
  const [form, setForm] = useState<InhibitionBody>({ name: inhibition?.name ?? "", source: inhibition?.source ?? "", target: inhibition?.target ?? "", equal: inhibition?.equal ?? ["project"] });
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const said = form.source.trim() !== "" && form.target.trim() !== "";
  const preview = useHoldPreview(org, "inhibitions", said ? form : null);
  const problems = fieldProblems(error);
  const title = inhibition ? "Edit the inhibition" : "New inhibition";
  const placed = [error, preview.error].find((one): one is Problem => one instanceof Problem && one.place !== null) ?? null;
  const change = (part: Partial<InhibitionBody>) => {
    setForm({ ...form, ...part });
    setError(null);
  };
  const save = async () => {
    setBusy(true);
    try {
      await (inhibition ? updateInhibition(org, inhibition.id, form) : createInhibition(org, form));
      tell(`“${form.name}” holds from now on`);
      renew();
      onClose();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  return (
    <FormDialog
      title={title}
      size="sheet"
      onClose={onClose}
      problem={error !== null || placed ? messageOf(error ?? placed) : null}
      action={inhibition ? "Save" : "Make the inhibition"}
      disabled={busy || !said}
      onSubmit={() => void save()}
    >
      <label>
        <span>Called</span>
        <input className="field sm" required maxLength={200} value={form.name} placeholder="data centre before services" aria-invalid={problems["name"] !== undefined} onChange={(event) => change({ name: event.target.value })} />
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
      <Held preview={preview.data} error={preview.error} said={said} />
    </FormDialog>
  );
}

import { useId, useState } from "react";
import { FormDialog } from "@/components/Dialog";
import { ZoneField } from "@/components/ZoneField";
import type { Silence } from "@/lib/api/types";
import { zoneHere } from "@/lib/zones";
import { createSilence, updateSilence, useHoldPreview } from "../api/silences";
import { bodyOf, endAfter, formOf, LENGTHS, newForm, type SilenceForm } from "../form";
import { useHoldForm } from "../use-hold-form";
import { Held } from "./Held";
import { MatcherField } from "./MatcherField";
import { Wrong } from "./Wrong";

interface Props {
  org: string;
  kind: Silence["kind"];
  matcher: string;
  /** The one that is changed; null: a new one. */
  silence: Silence | null;
  onClose: () => void;
}

/** Which alerts, until when, and why. */
export function SilenceDialog({ org, kind, matcher, silence, onClose }: Props) {
  const zone = useId();
  const answer = useHoldForm(org, onClose);
  const [form, setForm] = useState<SilenceForm>(() => (silence ? formOf(silence, zoneHere()) : newForm(kind, matcher, new Date(), zoneHere())));
  const [lacks, setLacks] = useState<Readonly<Record<string, string[]>>>({});
  const said = form.matcher.trim() !== "";
  const preview = useHoldPreview(org, "silences", said ? { matcher: form.matcher } : null);
  const problems = { ...answer.problems, ...lacks };
  const placed = answer.placed(preview.error);
  const change = (part: Partial<SilenceForm>) => {
    setForm({ ...form, ...part });
    setLacks({});
    answer.forget();
  };
  const maintenance = form.kind === "maintenance";
  const title = silence ? `Edit the ${form.kind}` : maintenance ? "New maintenance window" : "New silence";

  const save = async () => {
    const made = bodyOf(form);
    if ("lacks" in made) return setLacks(made.lacks);
    await answer.keep(() => (silence ? updateSilence(org, silence.id, made.body) : createSilence(org, made.body)), silence ? "Saved" : maintenance ? "The maintenance window is set" : "Silenced");
  };

  return (
    <FormDialog
      title={title}
      size="sheet"
      onClose={onClose}
      problem={placed ? null : answer.message}
      action={silence ? "Save" : maintenance ? "Set the window" : `Silence${preview.data && preview.data.total > 0 && said ? ` ${preview.data.total}` : ""}`}
      disabled={answer.busy}
      onSubmit={() => void save()}
    >
      <div>
        <span className="wl">Which alerts</span>
        <MatcherField org={org} label="Which alerts: labels" value={form.matcher} mistake={placed} onChange={(value) => change({ matcher: value })} />
        {!placed && <Wrong of={problems} names={["matcher", "query"]} />}
        <Held preview={preview.data} error={preview.error} said={said} />
      </div>
      {!maintenance && (
        <div className="hstack wrap" role="group" aria-label="How long">
          {LENGTHS.map((one) => {
            const ends = endAfter(one.hours, new Date(), form.timeZone);
            return (
              <button key={one.label} type="button" className="btn" aria-pressed={!form.starts && form.ends === ends} onClick={() => change({ starts: "", ends })}>
                {one.label}
              </button>
            );
          })}
        </div>
      )}
      <div className="pair-fields">
        <label>
          <span>Begins{form.starts ? "" : " now, or"}</span>
          <input className="field sm" type="datetime-local" value={form.starts} onChange={(event) => change({ starts: event.target.value })} />
        </label>
        <label>
          <span>Ends</span>
          <input className="field sm" type="datetime-local" value={form.ends} aria-invalid={problems["endsAt"] !== undefined} onChange={(event) => change({ ends: event.target.value })} />
        </label>
      </div>
      <Wrong of={problems} names={["startsAt", "endsAt"]} />
      {maintenance && (
        <div className="pair-fields">
          <label>
            <span>Comes again</span>
            <select className="field sm" value={form.every} onChange={(event) => change({ every: event.target.value as SilenceForm["every"] })}>
              <option value="">never</option>
              <option value="day">each day</option>
              <option value="week">each week</option>
            </select>
          </label>
          <label htmlFor={zone}>
            <span>Time zone</span>
            <ZoneField id={zone} className="field sm" value={form.timeZone} onChange={(event) => change({ timeZone: event.target.value })} />
          </label>
          {form.every !== "" && (
            <label>
              <span>Last day, if any</span>
              <input className="field sm" type="date" value={form.lastDay} onChange={(event) => change({ lastDay: event.target.value })} />
            </label>
          )}
        </div>
      )}
      <Wrong of={problems} names={["repeats", "repeats.until", "repeats.timeZone"]} />
      <label>
        <span>Why</span>
        <textarea className="field" rows={2} maxLength={1000} value={form.comment} placeholder="moving the warehouse database" aria-invalid={problems["comment"] !== undefined} onChange={(event) => change({ comment: event.target.value })} />
      </label>
      <Wrong of={problems} names={["comment"]} />
    </FormDialog>
  );
}

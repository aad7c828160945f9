import { useState } from "react";
import { FormDialog } from "@/components/Dialog";
import { messageOf } from "@/lib/api/problem";
import { useCan, useOrg } from "@/lib/session";
import type { ViewText } from "../api/saved-views";
import { labelOf, SORTS } from "../views";

interface Props {
  title: string;
  text: ViewText;
  onSave: (text: ViewText) => Promise<void>;
  onClose: () => void;
}

/** A name, and for whom. */
export function ViewDialog({ title, text, onSave, onClose }: Props) {
  const org = useOrg();
  const mayShare = useCan("member");
  const [name, setName] = useState(text.name);
  const [shared, setShared] = useState(text.shared);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await onSave({ ...text, name: name.trim(), shared });
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <FormDialog title={title} onClose={onClose} problem={problem} action="Save view" disabled={busy || !name.trim()} onSubmit={() => void save()}>
      <p className="muted">
        {text.query ? <code>{text.query}</code> : "Every issue"}, sorted by {labelOf(SORTS, text.sort).toLowerCase()}
      </p>
      <label className="stack">
        <span>Name</span>
        <input className="field" required maxLength={60} autoComplete="off" autoFocus value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <label className="hstack">
        <input type="checkbox" className="check" checked={shared} disabled={!mayShare} onChange={(event) => setShared(event.target.checked)} />
        <span>
          Share it with everybody in {org.name} {!mayShare && <span className="faint">your role keeps views for yourself only</span>}
        </span>
      </label>
    </FormDialog>
  );
}

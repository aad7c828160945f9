import { useState } from "react";
import { fieldProblems } from "@/lib/api/fields";
import { messageOf, Problem } from "@/lib/api/problem";
import { useNotices } from "@/lib/notices";
import { useRenewSilences } from "./api/silences";

/** What a form of something that holds alerts back does with its answer: keeps it once, or says what was wrong and where. */
export function useHoldForm(org: string, onClose: () => void) {
  const { tell } = useNotices();
  const renew = useRenewSilences(org);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const keep = async (save: () => Promise<unknown>, told: string) => {
    setBusy(true);
    try {
      await save();
      tell(told);
      renew();
      onClose();
    } catch (caught) {
      setError(caught);
      setBusy(false);
    }
  };
  /** What the server could not read, with its place: of this form, or of its preview. */
  const placed = (preview: Error | null): Problem | null => [error, preview].find((one): one is Problem => one instanceof Problem && one.place !== null) ?? null;
  return { busy, keep, placed, problems: fieldProblems(error), message: error === null ? null : messageOf(error), forget: () => setError(null) };
}

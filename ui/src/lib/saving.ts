import { useState } from "react";
import { messageOf, Problem } from "@/lib/api/problem";
import { useNotices } from "@/lib/notices";

export interface Saving {
  busy: boolean;
  problem: string | null;
  /** What is wrong with each field, by name. */
  fields: Readonly<Record<string, string[]>>;
  run: (work: () => Promise<unknown>, done?: string) => Promise<boolean>;
}

/** Runs one change at a time; says that it is done, or keeps what the server refused beside the form. */
export function useSaving(): Saving {
  const { tell } = useNotices();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run: Saving["run"] = async (work, done) => {
    setBusy(true);
    setError(null);
    try {
      await work();
      if (done) tell(done);
      return true;
    } catch (caught) {
      setError(caught);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem: error === null ? null : messageOf(error), fields: error instanceof Problem ? error.fields : {}, run };
}

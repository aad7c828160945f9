import { useId, type ReactNode } from "react";

interface Props {
  label: string;
  hint?: ReactNode;
  problem?: readonly string[] | undefined;
  children: (props: { id: string; "aria-describedby": string | undefined; "aria-invalid": boolean }) => ReactNode;
}

/** A label, its control, what it means, and what is wrong with it. */
export function Field({ label, hint, problem, children }: Props) {
  const id = useId();
  const described = hint || problem ? `${id}-d` : undefined;
  return (
    <div className="formrow">
      <label htmlFor={id}>{label}</label>
      <div>
        {children({ id, "aria-describedby": described, "aria-invalid": problem !== undefined })}
        {(hint || problem) && (
          <p id={described} className={problem ? "wine small-text" : "faint small-text"}>
            {problem?.join(" ") ?? hint}
          </p>
        )}
      </div>
    </div>
  );
}

/** What the server refused, beside the form. */
export function Refusal({ problem }: { problem: string | null }) {
  return (
    <div role="alert" className="refusal">
      {problem && <p className="note wine">{problem}</p>}
    </div>
  );
}

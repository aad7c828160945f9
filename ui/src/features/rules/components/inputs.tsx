import { lengthOf, lengths } from "../draft";

interface SelectProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

/** A word of the sentence that may be another. */
export function Select<T extends string>({ label, value, options, onChange }: SelectProps<T>) {
  return (
    <select className="field sm auto" aria-label={label} value={value} onChange={(event) => onChange(event.target.value as T)}>
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  );
}

interface LengthProps {
  label: string;
  /** Seconds. */
  value: number;
  usual: readonly number[];
  onChange: (seconds: number) => void;
  invalid?: boolean;
  /** What nothing means. */
  zero?: string;
}

/** A length of time out of the usual ones. */
export function Length({ label, value, usual, onChange, invalid, zero = "0 s" }: LengthProps) {
  return (
    <select className="field sm auto" aria-label={label} aria-invalid={invalid ?? false} value={value} onChange={(event) => onChange(Number(event.target.value))}>
      {lengths(usual, value).map((one) => (
        <option key={one} value={one}>
          {one === 0 ? zero : lengthOf(one)}
        </option>
      ))}
    </select>
  );
}

import { useId, type InputHTMLAttributes } from "react";

const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone")];

/** A time zone by its IANA name, with the known ones offered. */
export function ZoneField(props: InputHTMLAttributes<HTMLInputElement>) {
  const list = useId();
  return (
    <>
      <input className="field" autoComplete="off" spellCheck={false} maxLength={60} required {...props} list={list} />
      <datalist id={list}>
        {ZONES.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}

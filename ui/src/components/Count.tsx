import { short, whole } from "@/lib/numbers";

/** A number: exact below 10,000, then short with the exact one on hover. */
export function Count({ value, of, className }: { value: number; of?: string; className?: string }) {
  const exact = `${whole(value)}${of ? ` ${of}` : ""}`;
  return (
    <span className={className ? `num ${className}` : "num"} title={exact}>
      {short(value)}
      {value >= 10_000 && <span className="sr"> ({exact})</span>}
    </span>
  );
}

import { useNow } from "@/lib/now";
import { age, ago, exact, parsed } from "@/lib/time";

interface Props {
  at: string | Date | null | undefined;
  /** `12 s ago` instead of `12 s`. */
  withAgo?: boolean;
  className?: string;
  /** What stands there when there is no date. */
  none?: string;
}

/** A relative time with the absolute one on hover and for screen readers. */
export function Time({ at, withAgo, className, none = "–" }: Props) {
  const now = useNow();
  const date = at instanceof Date ? at : parsed(at);
  if (!date) return <span className={className}>{none}</span>;
  return (
    <time className={className} dateTime={date.toISOString()} title={exact(date)}>
      {withAgo ? ago(date, now) : age(date, now)}
    </time>
  );
}

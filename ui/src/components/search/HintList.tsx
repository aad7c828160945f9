import { short } from "@/lib/numbers";
import type { Hint } from "@/lib/hints";

interface Props {
  id: string;
  hints: readonly Hint[];
  active: number;
  /** Whether Tab takes the first while none is chosen. */
  byTab: boolean;
  onTake: (hint: Hint) => void;
  onActive: (index: number) => void;
}

export function HintList({ id, hints, active, byTab, onTake, onActive }: Props) {
  return (
    <div className="pop hints" role="listbox" id={id} aria-label="Ways to go on">
      {hints.map((hint, index) => (
        // The search field keeps the focus and the keys; pressing must not take it away.
        <div
          key={hint.label}
          id={`${id}-${index}`}
          className="it"
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onPointerMove={() => onActive(index)}
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(hint);
          }}
        >
          <code>{hint.label}</code>
          <span className="faint clip grow">{hint.note}</span>
          {index === active && <kbd className="x">↵</kbd>}
          {index === 0 && active < 0 && byTab && <kbd className="x">Tab</kbd>}
          {hint.count !== null && <span className="faint num">{short(hint.count)}</span>}
        </div>
      ))}
    </div>
  );
}

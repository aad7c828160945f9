import { useState, type PointerEvent } from "react";
import { Avatar, shadeOf } from "@/components/Avatar";
import { Icon } from "@/components/Icon";
import { when } from "@/lib/time";
import { barOf, momentAt } from "../calendar";

/** A shift as it is drawn. */
export interface Drawn {
  key: string;
  startsAt: string;
  endsAt: string;
  userId: string | null;
  name: string | null;
}

interface Props {
  title: string;
  note: string;
  edges: readonly Date[];
  shifts: readonly Drawn[];
  /** Percent; null when now is out of sight. */
  now: number | null;
  /** The row that counts. */
  counts?: boolean;
  /** What a click on a shift does; without it shifts are only drawn. */
  verb?: string;
  onPick?: (key: string) => void;
  /** A stretch drawn with the pointer, in full hours. */
  onDrag?: (start: Date, end: Date) => void;
}

/** Narrower than this, in percent, there is room for the avatar only, or for nothing. */
const NAMED = 11;
const SIGNED = 3.4;

export function Lane({ title, note, edges, shifts, now, counts, verb, onPick, onDrag }: Props) {
  const drag = useDrag(edges, onDrag);
  return (
    <>
      <div className={counts ? "lab counts" : "lab"}>
        <b className="clip">{title}</b>
        <div className="faint small-text clip">{note}</div>
      </div>
      <div className={counts ? "lane counts" : "lane"} {...drag.handlers}>
        {shifts.map((shift) => {
          const bar = barOf(shift, edges);
          if (!bar) return null;
          const said = `${shift.name ?? "Nobody"}, ${when(shift.startsAt)} to ${when(shift.endsAt)}`;
          const style = { left: `${bar.left}%`, width: `calc(${bar.width}% - 2px)` };
          const name = `shift ${shift.userId ? shadeOf(`user${shift.userId}`) : "gap"}${bar.width < NAMED ? " small" : ""}`;
          const inside = <Inside shift={shift} width={bar.width} />;
          return onPick ? (
            <button key={shift.key} type="button" className={name} style={style} title={said} onClick={() => !drag.moved && onPick(shift.key)}>
              <span className="sr">
                {said}: {verb}
              </span>
              {inside}
            </button>
          ) : (
            <span key={shift.key} className={name} style={style} title={said} aria-hidden="true">
              {inside}
            </span>
          );
        })}
        {drag.bar && <span className="shift drawn" style={{ left: `${drag.bar.left}%`, width: `${drag.bar.width}%` }} aria-hidden="true" />}
        {now !== null && <span className="nowat" style={{ left: `${now}%` }} aria-hidden="true" />}
      </div>
    </>
  );
}

function Inside({ shift, width }: { shift: Drawn; width: number }) {
  if (shift.name === null) {
    return (
      <>
        <Icon name="tri" small />
        {width >= SIGNED * 2 && (
          <span className="clip" aria-hidden="true">
            gap
          </span>
        )}
      </>
    );
  }
  return (
    <>
      {width >= SIGNED && <Avatar name={shift.name} id={`user${shift.userId}`} decorative />}
      {width >= NAMED && (
        <span className="clip" aria-hidden="true">
          {shift.name}
        </span>
      )}
    </>
  );
}

interface Stretch {
  from: number;
  to: number;
  /** Whether the pointer went far enough not to be a click. */
  far: boolean;
  held: boolean;
}

/** About two hours of two weeks. */
const FAR = 1 / 14 / 12;

/** A stretch drawn over a lane with the mouse; fingers scroll instead, and have the form. */
function useDrag(edges: readonly Date[], onDrag: Props["onDrag"]) {
  const [stretch, setStretch] = useState<Stretch | null>(null);
  const placeAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  };
  const handlers = onDrag && {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const at = placeAt(event);
      setStretch(event.pointerType === "mouse" && event.button === 0 ? { from: at, to: at, far: false, held: true } : null);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!stretch?.held) return;
      const to = placeAt(event);
      setStretch({ ...stretch, to, far: stretch.far || Math.abs(to - stretch.from) >= FAR });
    },
    onPointerUp: () => {
      if (!stretch?.held) return;
      setStretch({ ...stretch, held: false });
      if (!stretch.far) return;
      const start = momentAt(Math.min(stretch.from, stretch.to), edges);
      const end = momentAt(Math.max(stretch.from, stretch.to), edges);
      if (end > start) onDrag(start, end);
    },
    onPointerLeave: () => setStretch(null),
  };
  const bar = stretch?.held && stretch.far ? { left: Math.min(stretch.from, stretch.to) * 100, width: Math.abs(stretch.to - stretch.from) * 100 } : null;
  return { bar, handlers: handlers ?? {}, moved: stretch?.far === true };
}

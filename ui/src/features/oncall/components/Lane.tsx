import { useRef, useState, type PointerEvent } from "react";
import { Avatar, shadeOf } from "@/components/Avatar";
import { Icon } from "@/components/Icon";
import { barOf, momentAt, when } from "../calendar";

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
            <button key={shift.key} type="button" className={name} style={style} title={said} aria-label={`${said}: ${verb}`} onClick={() => !drag.moved() && onPick(shift.key)}>
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
        {width >= SIGNED * 2 && <span className="clip">gap</span>}
      </>
    );
  }
  return (
    <>
      {width >= SIGNED && <Avatar name={shift.name} id={`user${shift.userId}`} decorative />}
      {width >= NAMED && <span className="clip">{shift.name}</span>}
    </>
  );
}

/** A stretch drawn over a lane with the mouse; fingers scroll instead, and have the form. */
function useDrag(edges: readonly Date[], onDrag: Props["onDrag"]) {
  const from = useRef<number | null>(null);
  const wasMoved = useRef(false);
  const [bar, setBar] = useState<{ left: number; width: number } | null>(null);
  const placeAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  };
  const handlers = onDrag && {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      wasMoved.current = false;
      if (event.pointerType === "mouse" && event.button === 0) from.current = placeAt(event);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (from.current === null) return;
      const place = placeAt(event);
      const width = Math.abs(place - from.current);
      if (width < 1 / 14 / 12 && !wasMoved.current) return;
      wasMoved.current = true;
      setBar({ left: Math.min(place, from.current) * 100, width: width * 100 });
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const started = from.current;
      from.current = null;
      setBar(null);
      if (started === null || !wasMoved.current) return;
      const place = placeAt(event);
      const start = momentAt(Math.min(started, place), edges);
      const end = momentAt(Math.max(started, place), edges);
      if (end > start) onDrag(start, end);
    },
    onPointerLeave: () => {
      from.current = null;
      setBar(null);
    },
  };
  return { bar, handlers: handlers ?? {}, moved: () => wasMoved.current };
}

import { useState } from "react";
import { Icon } from "@/components/Icon";
import { Redacted } from "@/components/Redacted";
import type { Frame } from "@/lib/api/types";
import type { RemovalMap } from "@/lib/removals";
import { highlight } from "@/lib/highlight";
import { inlineValues } from "../inline-values";
import { frameName, framePlace } from "../stack";
import { Value } from "./Value";

interface Props {
  frame: Frame;
  /** Dotted path of the frame in the stored event. */
  path: string;
  platform: string | null;
  removals: RemovalMap;
  initiallyOpen: boolean;
  /** Whether the exception was raised here; the other frames only made the call. */
  raised: boolean;
}

/** One call: its place, the lines around it with values beside them, its variables. */
export function FrameView({ frame, path, platform, removals, initiallyOpen, raised }: Props) {
  const [open, setOpen] = useState(initiallyOpen);
  const hasSource = (frame.context?.length ?? 0) > 0;
  const hasVars = Object.keys(frame.vars ?? {}).length > 0;
  const opens = hasSource || hasVars;
  const heading = (
    <>
      <Icon name={open && opens ? "down" : "right"} small className={opens ? "faint" : "faint unseen"} />
      <code className="clip">
        <b>{frameName(frame)}</b>
      </code>
      <Place frame={frame} />
      <span className="grow" />
      {frame.inApp && <span className="tag">in app</span>}
    </>
  );
  return (
    <div className={open && opens ? "frame open" : "frame"}>
      {opens ? (
        <button type="button" className="fhead" aria-expanded={open} onClick={() => setOpen(!open)} title={frame.absPath ?? undefined}>
          {heading}
        </button>
      ) : (
        <div className="fhead" title={frame.absPath ?? undefined}>
          {heading}
        </div>
      )}
      {open && hasSource && <Source frame={frame} platform={platform} removals={removals} path={path} raised={raised} />}
      {open && hasVars && <Vars vars={frame.vars ?? {}} path={`${path}.vars`} removals={removals} printed={platform === "python"} />}
    </div>
  );
}

/** File and line; where there is little room, the line stays. */
function Place({ frame }: { frame: Frame }) {
  const place = framePlace(frame);
  const file = /^(.*?)(:\d+(?::\d+)?)$/.exec(place);
  return (
    <span className="faint mono place">
      <span className="clip">{file?.[1] ?? place}</span>
      {file?.[2]}
    </span>
  );
}

function Source({ frame, path, platform, removals, raised }: Omit<Props, "initiallyOpen">) {
  const touched = (name: string) => [...removals.keys()].some((one) => one === `${path}.vars.${name}` || one.startsWith(`${path}.vars.${name}.`));
  const values = inlineValues(frame, touched);
  const lines = frame.context ?? [];
  const hitAt = lines.findIndex(([no]) => no === frame.lineNo);
  return (
    // A wide line scrolls inside its box, so the box must be reachable by the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="src" tabIndex={0} role="group" aria-label={`Source of ${frameName(frame)}`}>
      {lines.map(([no, text], at) => {
        const hit = no === frame.lineNo;
        const holes = removals.get(`${path}.${at < hitAt ? `pre_context.${at}` : at === hitAt ? "context_line" : `post_context.${at - hitAt - 1}`}`);
        return (
          <div key={no} className={hit ? (raised ? "ln hit" : "ln called") : "ln"}>
            <span className="no">
              {no}
              {hit && <span className="sr">{raised ? " raised here" : " called from here"}</span>}
            </span>
            <span className="tx">
              {holes ? (
                <Redacted text={text ?? ""} removals={holes} />
              ) : (
                highlight(text ?? "", platform).map((piece, index) => (
                  <span key={index} className={piece.kind}>
                    {piece.text}
                  </span>
                ))
              )}
            </span>
            {values.get(no)?.map((value) => (
              <span key={value.name} className="val" title={`${value.name} = ${value.text}`}>
                {value.name} = {value.text}
              </span>
            ))}
          </div>
        );
      })}
    </div>
  );
}

function Vars({ vars, path, removals, printed }: { vars: Record<string, unknown>; path: string; removals: RemovalMap; printed: boolean }) {
  return (
    <dl className="vars">
      {Object.entries(vars).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Value value={value} path={`${path}.${name}`} removals={removals} printed={printed} />
          </dd>
        </div>
      ))}
    </dl>
  );
}


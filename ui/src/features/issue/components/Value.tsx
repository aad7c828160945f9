import { useState } from "react";
import { Redacted } from "@/components/Redacted";
import { Hole } from "@/components/Hole";
import { whole } from "@/lib/numbers";
import type { RemovalMap } from "@/lib/removals";

interface Props {
  value: unknown;
  /** Dotted, as the event is stored: that is where removals are noted. */
  path: string;
  removals: RemovalMap;
  /** Whether text is what a program printed of a value (`'SPRING-26'`), and not the value. */
  printed?: boolean;
}

const FIRST = 8;
const DEEPEST = 6;
const LONGEST = 1000;

/** A value of an event, of any shape, with its holes. */
export function Value(props: Props) {
  return <Node {...props} depth={0} />;
}

function Node({ value, path, removals, printed = false, depth }: Props & { depth: number }) {
  const here = removals.get(path) ?? [];
  if (typeof value === "string") {
    if (here.length > 0) return <Redacted text={value} removals={here} />;
    return <Text text={value} printed={printed} />;
  }
  const gone = here[0];
  if (gone) return <Hole removal={gone} />;
  if (value === null || value === undefined) return <span className="k1">{printed ? "None" : "null"}</span>;
  if (typeof value === "object") {
    if (depth >= DEEPEST) return <span className="faint">{Array.isArray(value) ? "[…]" : "{…}"}</span>;
    return <Branch value={value} path={path} removals={removals} printed={printed} depth={depth} />;
  }
  return <span className="k3">{String(value)}</span>;
}

function Text({ text, printed }: { text: string; printed: boolean }) {
  const [all, setAll] = useState(false);
  if (text.length > LONGEST && !all) {
    return (
      <span>
        {text.slice(0, LONGEST)}…{" "}
        <button type="button" className="link faint" onClick={() => setAll(true)}>
          {whole(text.length - LONGEST)} more characters
        </button>
      </span>
    );
  }
  if (!printed) return <span className="k2">"{text}"</span>;
  const kind = /^[urbf]*['"]/i.test(text) ? "k2" : /^-?\d[\d._eE+-]*$/.test(text) ? "k3" : /^(None|True|False|null|nil)$/.test(text) ? "k1" : undefined;
  return <span className={kind}>{text}</span>;
}

function Branch({ value, path, removals, printed = false, depth }: Props & { value: object; depth: number }) {
  const [all, setAll] = useState(false);
  const list = Array.isArray(value);
  const entries = Object.entries(value as Record<string, unknown>);
  const shown = all ? entries : entries.slice(0, FIRST);
  const rest = entries.length - shown.length;
  return (
    <span>
      {list ? "[" : "{"}
      {shown.map(([name, one], index) => (
        <span key={name}>
          {index > 0 && ", "}
          {!list && (
            <>
              <span className="vkey">{name}</span>
              {": "}
            </>
          )}
          <Node value={one} path={`${path}.${name}`} removals={removals} printed={printed} depth={depth + 1} />
        </span>
      ))}
      {rest > 0 && (
        <>
          {", "}
          <button type="button" className="link faint" onClick={() => setAll(true)}>
            {rest} more
          </button>
        </>
      )}
      {list ? "]" : "}"}
    </span>
  );
}

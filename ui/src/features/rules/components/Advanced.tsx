import { useId, type ReactNode } from "react";
import { isCompared, isHappening, type Draft } from "../draft";
import { Length } from "./inputs";
import { MuteTimes } from "./MuteTimes";
import { Problems } from "./Problems";

interface Props {
  draft: Draft;
  problems: Readonly<Record<string, string[]>>;
  onChange: (part: Partial<Draft>) => void;
}

const FOLDED = ["resolveThreshold", "keepFiringFor", "muteTimes", "timing.groupWait", "timing.groupInterval", "timing.repeatInterval", "timing.autoResolve"];

/** What most rules leave as it is. It opens by itself when the server refuses something in it. */
export function Advanced({ draft, problems, onChange }: Props) {
  const wrong = FOLDED.some((name) => problems[name] !== undefined);
  const { timing } = draft;
  const time = (part: Partial<Draft["timing"]>) => onChange({ timing: { ...timing, ...part } });
  return (
    <details className="advanced" open={wrong || undefined}>
      <summary>More: when it resolves, how often it tells, mute hours</summary>
      {isCompared(draft.measure) && (
        <Row label="Resolves past" hint="Once it fires, it resolves only when the number is on the calm side of this. Empty: as soon as the sentence is false.">
          {(id) => (
            <input
              id={id}
              className="field sm qty"
              type="number"
              step="any"
              aria-invalid={problems["resolveThreshold"] !== undefined}
              value={draft.resolveThreshold ?? ""}
              onChange={(event) => onChange({ resolveThreshold: event.target.value === "" ? null : event.target.valueAsNumber })}
            />
          )}
        </Row>
      )}
      <Problems of={problems} names={["resolveThreshold"]} />
      {!isHappening(draft.measure) && (
        <Row label="Keeps firing for" hint="It must be calm for so long without a break before it resolves.">
          {() => <Length label="Keeps firing for" value={draft.keepFiringFor} usual={[0, 60, 300, 600, 1800, 3600]} zero="a moment" onChange={(keepFiringFor) => onChange({ keepFiringFor })} />}
        </Row>
      )}
      {isHappening(draft.measure) && (
        <Row label="Resolves by itself" hint="When nothing joined for so long.">
          {() => <Length label="Resolves by itself after" value={timing.autoResolve} usual={[0, 3600, 6 * 3600, 86_400, 7 * 86_400]} zero="never" onChange={(autoResolve) => time({ autoResolve })} />}
        </Row>
      )}
      <Row label="Waits before it tells" hint="What fires within this time is told together.">
        {() => <Length label="Waits before it tells" value={timing.groupWait} usual={[0, 10, 30, 60, 300]} zero="not at all" onChange={(groupWait) => time({ groupWait })} />}
      </Row>
      <Row label="Tells of more after" hint="At least so long between two messages because something joined.">
        {() => <Length label="Tells of more after" value={timing.groupInterval} usual={[60, 300, 900, 3600]} onChange={(groupInterval) => time({ groupInterval })} />}
      </Row>
      <Row label="Repeats after" hint="Told again while nothing changed and nobody answered.">
        {() => <Length label="Repeats after" value={timing.repeatInterval} usual={[0, 3600, 4 * 3600, 12 * 3600, 86_400]} zero="never" onChange={(repeatInterval) => time({ repeatInterval })} />}
      </Row>
      <Problems of={problems} names={["keepFiringFor", "timing.groupWait", "timing.groupInterval", "timing.repeatInterval", "timing.autoResolve"]} />
      <MuteTimes times={draft.muteTimes} onChange={(muteTimes) => onChange({ muteTimes })} />
      <Problems of={problems} names={["muteTimes"]} />
    </details>
  );
}

function Row({ label, hint, children }: { label: string; hint: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="formrow">
      <label htmlFor={id}>{label}</label>
      <div>
        {children(id)}
        <p className="faint small-text">{hint}</p>
      </div>
    </div>
  );
}

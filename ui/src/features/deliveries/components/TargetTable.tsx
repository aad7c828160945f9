import { useState } from "react";
import { kindIcon } from "@/components/delivery-marks";
import { Icon, type IconName } from "@/components/Icon";
import { Time } from "@/components/Time";
import type { DeliveryTarget } from "@/lib/api/types";
import { whole } from "@/lib/numbers";
import { clock, parsed } from "@/lib/time";
import { foldWords, needsYou, successWords } from "../words";

/** More than this many that need nothing are folded away. */
const SHOWN_WELL = 4;

/** Where messages go, and how that went for a day. */
export function TargetTable({ targets, onPick }: { targets: readonly DeliveryTarget[]; onPick: (target: string) => void }) {
  const [open, setOpen] = useState(false);
  const need = targets.filter(needsYou);
  const well = targets.filter((one) => !needsYou(one));
  const folds = !open && well.length > SHOWN_WELL;
  const folded = folds ? well.slice(SHOWN_WELL - 1) : [];
  const shown = [...need, ...(folds ? well.slice(0, SHOWN_WELL - 1) : well)];
  return (
    <section className="panel tablebox targets" aria-labelledby="h-targets">
      <header>
        <h2 id="h-targets">Targets</h2>
        <span className="faint">24 h</span>
        <span className="grow" />
        <span className="faint small-text">{need.length === 0 ? "none needs you" : `${need.length} of ${targets.length} ${need.length === 1 ? "needs" : "need"} you`}</span>
      </header>
      <table>
        <thead>
          <tr>
            <th>Target</th>
            <th className="wide-cell">Kind</th>
            <th>Success</th>
            <th>Breaker</th>
            <th className="n">Not arrived</th>
            <th className="wide-cell">Oldest</th>
            <th className="wide-cell">Last success</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <Row key={one.target} target={one} onPick={onPick} />
          ))}
        </tbody>
      </table>
      {folds && (
        <button type="button" className="fold" onClick={() => setOpen(true)}>
          <Icon name="right" small />
          {foldWords(folded)}
        </button>
      )}
    </section>
  );
}

function Row({ target, onPick }: { target: DeliveryTarget; onPick: (target: string) => void }) {
  const rate = target.successRate;
  return (
    <tr>
      <td className="fill">
        <span className="hstack">
          <Icon name={kindIcon(target.kind)} className="faint" />
          <button type="button" className="link strong" title="Only its deliveries" onClick={() => onPick(target.target)}>
            {target.name}
          </button>
        </span>
      </td>
      <td className="muted wide-cell">{target.kind.replaceAll("_", " ")}</td>
      <td>
        {rate === null ? (
          <span className="faint" title="Nothing was tried in 24 h">
            –
          </span>
        ) : (
          <>
            <span className="meter" aria-hidden="true">
              <i className={rate >= 0.95 ? "" : rate >= 0.75 ? "w" : "x"} style={{ width: `${Math.round(rate * 100)}%` }} />
            </span>{" "}
            <span className="num">{successWords(target)}</span>
          </>
        )}
      </td>
      <td>
        <Breaker target={target} />
      </td>
      <td className="n">{target.unsynced > 0 ? <b>{whole(target.unsynced)}</b> : <span className="faint">0</span>}</td>
      <td className="faint wide-cell">
        <Time at={target.oldest} />
      </td>
      <td className="faint wide-cell">
        <Time at={target.lastSuccess} withAgo />
      </td>
    </tr>
  );
}

const BREAKERS: Record<DeliveryTarget["breaker"], { icon: IconName; word: string; tone: string }> = {
  closed: { icon: "checkc", word: "closed", tone: "ok" },
  half_open: { icon: "half", word: "half open", tone: "warn" },
  open: { icon: "oct", word: "open", tone: "wine" },
};

function Breaker({ target }: { target: DeliveryTarget }) {
  if (!target.isActive) {
    return (
      <span className={`mark ${target.disabledBecause ? "wine" : "muted"}`} title={target.disabledBecause ?? "Somebody switched it off"}>
        <Icon name="mute" small />
        switched off
      </span>
    );
  }
  const { icon, word, tone } = BREAKERS[target.breaker];
  const until = parsed(target.openUntil);
  return (
    <span className={`mark ${tone}`} title={until ? `Failed ${target.failures} times in a row; tried again at ${clock(until)}` : undefined}>
      <Icon name={icon} small />
      {word}
    </span>
  );
}

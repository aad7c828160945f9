import { whole } from "@/lib/numbers";
import type { Stage } from "../books";

const STEP = 240;
const TOP = 92;
const FULL = 150;
const FLOOR = 288;
/** Losses are drawn this much wider than to scale, and never under 4 px: small ones would vanish. */
const WIDER = 2.6;
const WIDEST = 110;

/** One band from what programs saw to what is stored; each branch is a counted loss. */
export function Flow({ stages }: { stages: readonly Stage[] }) {
  const first = Math.max(1, stages[0]?.count ?? 1);
  const height = (count: number) => (count <= 0 ? 2 : Math.max(4, (count / first) * FULL));
  const last = stages.at(-1);
  return (
    <svg className="flow" viewBox="-2 26 974 372" role="img" aria-label={`Of ${whole(stages[0]?.count ?? 0)} items that programs saw, ${whole(last?.count ?? 0)} were stored. The books beside have every number.`}>
      {stages.slice(0, -1).map((stage, index) => {
        const next = stages[index + 1] as Stage;
        return <Segment key={stage.id} x={index * STEP} stage={stage} from={height(stage.count)} to={height(next.count)} of={first} />;
      })}
      {stages.map((stage, index) => {
        const end = index === stages.length - 1;
        const x = index * STEP;
        const anchor = end ? "end" : "start";
        return (
          <g key={stage.id}>
            <rect className="stem" x={x} y={TOP} width="10" height={height(stage.count)} rx="2" />
            <text className="st" x={end ? x + 10 : x} y="42" textAnchor={anchor}>
              {stage.title}
            </text>
            <text className="n big-n" x={end ? x + 10 : x} y="64" textAnchor={anchor}>
              {whole(stage.count)}
            </text>
            <text className="s" x={end ? x + 10 : x} y="81" textAnchor={anchor}>
              {stage.note}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function Segment({ x, stage, from, to, of }: { x: number; stage: Stage; from: number; to: number; of: number }) {
  const { loss } = stage;
  const bottom = TOP + Math.min(from, to);
  const width = loss && loss.count > 0 ? Math.min(WIDEST, Math.max(4, (loss.count / of) * FULL * WIDER)) : 0;
  const turn = Math.min(bottom + 30, FLOOR - 8);
  return (
    <g>
      <path className="main" d={`M${x + 10} ${TOP}H${x + STEP}V${bottom}H${x + 10}Z`} />
      {width > 0 && (
        <path
          className={loss?.bad ? "bad" : "loss"}
          d={`M${x + 10} ${bottom}H${x + 16}C${x + 36} ${bottom} ${x + 46} ${bottom + 8} ${x + 46} ${turn}V${FLOOR}H${x + 46 + width}V${turn}C${x + 46 + width} ${bottom - 2} ${x + 54 + width} ${bottom - 3} ${x + 26} ${bottom - 3}H${x + 10}Z`}
        />
      )}
      {loss && (
        <>
          <text className="n" x={x + 46} y="310">
            {whole(loss.count)}
          </text>
          <text className="st" x={x + 46} y="328">
            {loss.title}
          </text>
          {loss.reasons.map(([reason, count], index) => (
            <text key={reason} className="s" x={x + 46} y={348 + index * 18}>
              {whole(count)} {reason.length > 28 ? `${reason.slice(0, 27)}…` : reason}
            </text>
          ))}
        </>
      )}
    </g>
  );
}

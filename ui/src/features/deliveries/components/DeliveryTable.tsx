import { DeliveryMark, kindIcon } from "@/components/delivery-marks";
import { Icon } from "@/components/Icon";
import { Time } from "@/components/Time";
import type { Delivery } from "@/lib/api/types";
import { failureWords } from "@/lib/failures";
import { whole } from "@/lib/numbers";
import { useNow } from "@/lib/now";
import type { Selection } from "@/lib/selection";
import { isResendable, nextWords } from "../words";

interface Props {
  rows: readonly Delivery[];
  selection: Selection<Delivery>;
  /** The target is the same in every row. */
  fixedTarget: boolean;
  onShow: (id: string) => void;
}

export function DeliveryTable({ rows, selection, fixedTarget, onShow }: Props) {
  const now = useNow();
  return (
    <section className="panel tablebox deliveries" aria-label="Deliveries, newest first">
      <table>
        <thead>
          <tr>
            <th className="c-check">
              <label>
                <input
                  className="check"
                  type="checkbox"
                  aria-label="Select all that match and may be sent again"
                  disabled={!rows.some(isResendable)}
                  checked={selection.all}
                  onChange={() => (selection.all ? selection.clear() : selection.selectAll())}
                />
              </label>
            </th>
            <th>State</th>
            <th>What</th>
            {!fixedTarget && <th className="wide-cell">To</th>}
            <th className="wide-cell">Why</th>
            <th className="n wide-cell">Tries</th>
            <th>Next</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.id} id={`row-${one.id}`} className={selection.cursor?.id === one.id ? "cur" : undefined}>
              <td className="c-check">
                <label>
                  <input
                    className="check"
                    type="checkbox"
                    aria-label={`Select ${one.title || one.purpose}`}
                    disabled={!isResendable(one)}
                    title={isResendable(one) ? undefined : "Only what failed or died is sent again by many"}
                    checked={selection.has(one.id) && isResendable(one)}
                    onChange={(event) => selection.toggle(one, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
                  />
                </label>
              </td>
              <td>
                <DeliveryMark state={one.state} />
              </td>
              <td className="fill">
                <button type="button" className="link" onClick={() => onShow(one.id)}>
                  {one.title || one.purpose}
                </button>
                <span className="sub faint">
                  {one.purpose} · <Time at={one.dateCreated} withAgo />
                </span>
                <span className="sub faint narrow-only">
                  {one.channel ?? one.recipient}
                  {one.failure && one.state !== "synced" && <>: {failureWords(one.failure)}</>}
                </span>
              </td>
              {!fixedTarget && (
                <td className="wide-cell c-to">
                  <span className="hstack">
                    <Icon name={kindIcon(one.kind)} className="faint" />
                    <span className="clip" title={one.recipient}>
                      {one.channel ?? one.recipient}
                    </span>
                  </span>
                </td>
              )}
              <td className="wide-cell c-why">
                {one.failure && (
                  <span className="hstack">
                    <span className="tag" title={failureWords(one.failure)}>
                      {one.failure.replaceAll("_", " ")}
                    </span>
                    <span className="muted clip" title={one.error ?? undefined}>
                      {one.error ?? failureWords(one.failure)}
                    </span>
                  </span>
                )}
              </td>
              <td className="n wide-cell">{whole(one.attempts)}</td>
              <td className="faint c-next">{nextWords(one, now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

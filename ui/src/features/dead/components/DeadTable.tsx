import { Time } from "@/components/Time";
import type { DeadRecord } from "@/lib/api/types";
import { bytes, whole } from "@/lib/numbers";
import { reasonWords } from "@/lib/reasons";

interface Props {
  rows: readonly DeadRecord[];
  /** Missing for those who may not look into one. */
  onShow: ((id: string) => void) | undefined;
}

export function DeadTable({ rows, onShow }: Props) {
  return (
    <section className="panel tablebox" aria-label="Dead events, newest first">
      <table>
        <thead>
          <tr>
            <th>Reason</th>
            <th>Project</th>
            <th>Died</th>
            <th className="n">Tried</th>
            <th className="wide-cell">Last tried</th>
            <th className="n wide-cell">Size</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.id}>
              <td className="fill">
                {onShow ? (
                  <button type="button" className="link" onClick={() => onShow(one.id)}>
                    {reasonWords(one.reason)}
                  </button>
                ) : (
                  reasonWords(one.reason)
                )}
              </td>
              <td className="muted">{one.project}</td>
              <td className="faint">
                <Time at={one.dateCreated} withAgo />
              </td>
              <td className="n">{whole(one.attempts)}×</td>
              <td className="faint wide-cell">
                <Time at={one.lastTried ?? one.dateCreated} withAgo />
              </td>
              <td className="n faint wide-cell">{bytes(one.size)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

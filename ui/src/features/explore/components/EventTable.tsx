import { Link } from "@tanstack/react-router";
import { LevelMark } from "@/components/marks";
import { MarkedText } from "@/components/Redacted";
import { Time } from "@/components/Time";
import type { ExploreRow, Level } from "@/lib/api/types";

interface Props {
  org: string;
  rows: readonly ExploreRow[];
  columns: readonly string[];
}

/** One row an event: when, what, and the fields that were chosen. */
export function EventTable({ org, rows, columns }: Props) {
  return (
    <section className="panel tablebox explore-table" aria-label="Events, newest first">
      <table>
        <thead>
          <tr>
            <th>When</th>
            <th>Event</th>
            {columns.map((name) => (
              <th key={name} className="mono">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.id} ${row.received}`}>
              <td className="num nowrap">
                <Time at={row.timestamp} />
              </td>
              <td className="fill">
                <LevelMark level={row.level as Level} small /> <span className="faint mono nowrap">{row.shortId}</span>{" "}
                <Link className="link" to="/$org/issues/$issue/events/$event" params={{ org, issue: row.shortId, event: row.id }} search={{}}>
                  <MarkedText text={row.title} />
                </Link>
              </td>
              {columns.map((name) => (
                <td key={name} className="muted clip">
                  <Values values={row.fields[name] ?? []} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Values({ values }: { values: readonly string[] }) {
  if (values.length === 0) return <>–</>;
  return (
    <span title={values.join("\n")}>
      <MarkedText text={values[0] ?? ""} />
      {values.length > 1 && <span className="faint"> +{values.length - 1}</span>}
    </span>
  );
}

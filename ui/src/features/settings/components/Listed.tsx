import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Failure, Skeleton } from "@/components/states";

interface ListedProps<Row> {
  /** What is listed, in the plural: `members`. */
  what: string;
  list: Pick<UseQueryResult<Row[]>, "data" | "error" | "refetch">;
  children: (rows: Row[]) => ReactNode;
}

/** A list of settings: that it comes, why it does not, or its rows. */
export function Listed<Row>({ what, list, children }: ListedProps<Row>) {
  return (
    <>
      {list.error && <Failure error={list.error} title={`The ${what} cannot be listed right now`} retry={() => void list.refetch()} />}
      {!list.data && !list.error && <Skeleton lines={6} label={`Loading the ${what}`} />}
      {list.data && children(list.data)}
    </>
  );
}

interface TableProps {
  label: string;
  className?: string;
  /** Cells of the head. */
  head: ReactNode;
  /** What the last column holds, which shows no words over it. */
  last: string;
  children: ReactNode;
}

/** The frame of a table of settings. */
export function ListTable({ label, className = "", head, last, children }: TableProps) {
  return (
    <section className={`panel tablebox ${className}`.trim()} aria-label={label}>
      <table>
        <thead>
          <tr>
            {head}
            <th>
              <span className="sr">{last}</span>
            </th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

import { useDeferredValue } from "react";
import type { ScheduleBody } from "@/lib/api/types";
import { messageOf } from "@/lib/api/problem";
import { usePreview } from "../api/schedules";
import { midnights, plusDays, weekOf } from "../calendar";
import { Lane } from "./Lane";

const DAYS = 28;

/** What the schedule would say in the coming four weeks, or why it says nothing. */
export function Preview({ org, body }: { org: string; body: ScheduleBody }) {
  const first = weekOf(new Date());
  const { data, error } = usePreview(org, useDeferredValue(body), first, plusDays(first, DAYS));
  if (error) return <p className="faint small-text">{messageOf(error)}</p>;
  if (!data) return null;
  const names = new Map(data.people.map((one) => [one.id, one.name]));
  return (
    <section className="panel calbox preview" aria-label="Four weeks as they would be">
      <div className="cal weeks">
        <Lane title="In effect" note="four weeks, from Monday" edges={midnights(first, DAYS)} now={null} shifts={data.inEffect.map((one) => ({ ...one, key: one.startsAt, name: one.userId ? (names.get(one.userId) ?? "…") : null }))} />
      </div>
    </section>
  );
}

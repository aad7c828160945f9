import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get, send } from "@/lib/api/client";
import type { DutyCalendar, Feed, Nights, Override, Schedule, ScheduleBody } from "@/lib/api/types";

const base = (org: string) => `/organizations/${org}/schedules/`;
export function useSchedules(org: string) {
  return useQuery({ queryKey: ["oncall", org, "schedules"], queryFn: ({ signal }) => get<Schedule[]>(base(org), undefined, signal) });
}

export function useCalendar(org: string, id: string, start: Date, end: Date) {
  const range = { start: start.toISOString(), end: end.toISOString() };
  return useQuery({
    queryKey: ["oncall", org, "calendar", id, range.start, range.end],
    queryFn: ({ signal }) => get<DutyCalendar>(`${base(org)}${id}/calendar/`, range, signal),
    placeholderData: (old, query) => (query?.queryKey[3] === id ? old : undefined),
  });
}

/** What a schedule would look like; nothing is kept. */
export function usePreview(org: string, body: ScheduleBody, start: Date, end: Date) {
  const range = { start: start.toISOString(), end: end.toISOString() };
  return useQuery({
    queryKey: ["oncall-preview", org, body, range.start],
    queryFn: () => send<DutyCalendar>("POST", `${base(org)}preview/`, body, range),
    enabled: body.layers !== undefined && body.layers.length > 0,
    placeholderData: (old) => old,
    retry: false,
    gcTime: 0,
  });
}

export function useNights(org: string, id: string) {
  return useQuery({ queryKey: ["oncall", org, "nights", id], queryFn: ({ signal }) => get<Nights[]>(`${base(org)}${id}/nights/`, undefined, signal) });
}

export function saveSchedule(org: string, id: string | undefined, body: ScheduleBody): Promise<Schedule> {
  return id ? send("PUT", `${base(org)}${id}/`, body) : send("POST", base(org), body);
}

export function deleteSchedule(org: string, id: string): Promise<null> {
  return send("DELETE", `${base(org)}${id}/`);
}

export function addOverride(org: string, id: string, userId: string | null, start: Date, end: Date): Promise<Override> {
  return send("POST", `${base(org)}${id}/overrides/`, { userId, startsAt: start.toISOString(), endsAt: end.toISOString() });
}

export function takeOver(org: string, id: string, startsAt: string, endsAt: string): Promise<Override> {
  return send("POST", `${base(org)}${id}/take/`, { startsAt, endsAt });
}

/** Asks those who take turns in it, by mail; answers their names. */
export function askTeam(org: string, id: string, startsAt: string, endsAt: string): Promise<{ asked: string[] }> {
  return send("POST", `${base(org)}${id}/ask/`, { startsAt, endsAt });
}

export function deleteOverride(org: string, id: string, override: string): Promise<null> {
  return send("DELETE", `${base(org)}${id}/overrides/${override}/`);
}

export function getFeed(org: string, id: string): Promise<Feed> {
  return get(`${base(org)}${id}/feed/`);
}

export function renewFeed(org: string, id: string): Promise<Feed> {
  return send("POST", `${base(org)}${id}/feed/`);
}

/** Look at everything of the page again: one change moves names, gaps and nights. */
export function useRenewOnCall(org: string): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["oncall", org] });
}

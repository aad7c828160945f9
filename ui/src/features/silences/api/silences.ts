import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { get, send } from "@/lib/api/client";
import type { HoldPreview, Inhibition, InhibitionBody, Silence, SilenceBody } from "@/lib/api/types";

const silences = (org: string) => `/organizations/${org}/silences/`;
const inhibitions = (org: string) => `/organizations/${org}/inhibitions/`;

/** States change by the clock. */
const LOOK_AGAIN_MS = 30_000;

export const silencesQuery = (org: string) =>
  queryOptions({ queryKey: ["silences", org], queryFn: ({ signal }) => get<Silence[]>(silences(org), undefined, signal), refetchInterval: LOOK_AGAIN_MS });

export const inhibitionsQuery = (org: string) =>
  queryOptions({ queryKey: ["inhibitions", org], queryFn: ({ signal }) => get<Inhibition[]>(inhibitions(org), undefined, signal), refetchInterval: LOOK_AGAIN_MS });

export function createSilence(org: string, body: SilenceBody): Promise<Silence> {
  return send("POST", silences(org), body);
}

/** A silence stays one, and a maintenance window too. */
export function updateSilence(org: string, id: string, { matcher, comment, startsAt, endsAt, repeats }: SilenceBody): Promise<Silence> {
  return send("PUT", `${silences(org)}${id}/`, { matcher, comment, startsAt, endsAt, repeats });
}

/** It holds nothing back from now on. One that has begun stays in the list; what is still to come is as if never made. */
export function endSilence(org: string, silence: Silence, now: Date): Promise<unknown> {
  const path = `${silences(org)}${silence.id}/`;
  return silence.state === "active" && silence.repeats === null ? send("PUT", path, { endsAt: now.toISOString() }) : send("DELETE", path);
}

export function createInhibition(org: string, body: InhibitionBody): Promise<Inhibition> {
  return send("POST", inhibitions(org), body);
}

export function updateInhibition(org: string, id: string, body: InhibitionBody): Promise<Inhibition> {
  return send("PUT", `${inhibitions(org)}${id}/`, body);
}

export function deleteInhibition(org: string, id: string): Promise<unknown> {
  return send("DELETE", `${inhibitions(org)}${id}/`);
}

/** Looks at everything that holds alerts back, and at the alerts, again. */
export function useRenewSilences(org: string): () => void {
  const client = useQueryClient();
  return () => {
    for (const what of ["silences", "inhibitions", "alerts"]) void client.invalidateQueries({ queryKey: [what, org] });
  };
}

/** Long enough not to ask at every letter. */
const TYPING_MS = 400;

/** Which open alerts it would hold back, once the body stands still; null while it says nothing. */
export function useHoldPreview(org: string, what: "silences" | "inhibitions", body: { matcher: string } | InhibitionBody | null) {
  const text = JSON.stringify(body);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [text]);
  return useQuery({
    queryKey: ["alerts", org, "hold-preview", what, settled],
    queryFn: () => send<HoldPreview>("POST", `/organizations/${org}/${what}/preview/`, JSON.parse(settled)),
    enabled: settled !== "null",
    retry: false,
  });
}

import type { FirstEvent } from "@/lib/api/types";

/** What mends a refusal, in the words of someone who has just pasted a DSN; empty when nothing is known. */
export function mendOf(refusals: FirstEvent["refusals"], dsnProject: string): string {
  const mends: Record<string, string> = {
    project_mismatch: `Your program reaches us, but with the wrong number. This project's DSN ends in /${dsnProject}. Copy the DSN above again.`,
    invalid_project_id: `The DSN in your program has lost its number. This project's DSN ends in /${dsnProject}.`,
    missing_auth: "The DSN in your program has lost its key: the part before the @. Copy it again.",
    unknown_key: "The key in your program is not the one of this project. Copy the DSN above again.",
    disabled_key: "The key is switched off. Switch it on in the settings of this project, under Keys.",
    origin_refused: "The web page's origin is not allowed. Allow it in the general settings of this project.",
    too_large: "The event is larger than this server takes. Send less data with it.",
    invalid_envelope: "What arrives is not an event. A proxy in between may change the body.",
    invalid_json: "What arrives is not an event. A proxy in between may change the body.",
  };
  return refusals.map((one) => mends[one.reason] ?? "").find(Boolean) ?? "";
}

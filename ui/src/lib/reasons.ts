/** Reasons of outcomes in words, as the gateway, the processor and the SDKs name them. Unknown ones are shown as they are. */
const WORDS: Record<string, string> = {
  project_mismatch: "the number in the DSN is not the one of its key",
  invalid_project_id: "the DSN has no project number",
  missing_auth: "no key was sent",
  conflicting_auth: "two different keys were sent",
  unknown_key: "the key is not known here",
  disabled_key: "the key is switched off",
  invalid_key: "the key is not readable",
  origin_refused: "the page's origin is not allowed",
  too_large: "too large",
  too_many_events: "too many events in one envelope",
  invalid_envelope: "not readable as an envelope",
  invalid_json: "not readable as JSON",
  invalid_report: "not readable as a report",
  invalid_compression: "not readable as compressed",
  unsupported_media_type: "a content type that is not taken",
  nested_too_deeply: "nested too deeply",
  invalid_event_id: "the event id is not readable",
  incomplete_body: "the connection closed too early",
  body_timeout: "the sender was too slow",
  overloaded: "too much at once",
  keys_unavailable: "a key never seen, and no database to ask",
  log_unavailable: "the log could not be written",
  log_full: "no room left for what waits",
  processing_error: "our own code failed on it",
  killed_processor: "it ended the processes that worked on it",
  project_deleted: "its project was deleted",
  undecodable_record: "not readable in the log",
  unsupported_item: "a kind that is not kept",
  duplicate: "seen before",
  sample_rate: "sampled away",
  before_send: "dropped by before_send",
  event_processor: "dropped by an event processor",
  queue_overflow: "the queue was full",
  cache_overflow: "the cache was full",
  ratelimit_backoff: "waited out a rate limit",
  network_error: "no network",
  send_error: "could not be sent",
  internal_sdk_error: "the SDK failed",
  insufficient_data: "not enough data",
  backpressure: "the program was busy",
};

/** `rule` is the inbound rule that the reason names, where the server told it. */
export function reasonWords(reason: string, rule?: { name: string; isDeleted: boolean } | null): string {
  const inbound = /^(rule|sampled):\d+$/.exec(reason);
  if (inbound) return `${inbound[1] === "rule" ? "filtered by" : "left out of a share by"} ${rule ? `rule “${rule.name}”${rule.isDeleted ? ", deleted since" : ""}` : "an inbound rule"}`;
  const limit = /^(key|project|organization)_(minute|hour|day|month)$/.exec(reason);
  if (limit) return `${limit[1]} limit, per ${limit[2]}`;
  return WORDS[reason] ?? (reason.replaceAll("_", " ") || "no reason given");
}

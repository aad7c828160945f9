import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get } from "@/lib/api/client";
import type { AlertingHealth, Channel, ChannelBody, ChannelField, ChannelKind, ChannelTried } from "@/lib/api/types";
import { failureWords } from "@/lib/failures";

export const channelsPath = (org: string) => `/organizations/${org}/channels/`;

/** The four that most teams begin with. */
export const COMMONEST: readonly string[] = ["email", "slack", "teams", "webhook"];

/** What a person enters; a secret that she leaves alone keeps its value. */
export interface ChannelDraft {
  kind: string;
  name: string;
  personal: boolean;
  config: Record<string, string>;
  /** Those that were typed. */
  secrets: Record<string, string>;
  /** Names of those that are to be forgotten. */
  forgotten: readonly string[];
  template: Record<string, string>;
  perMinute: number;
}

export function emptyDraft(kind: ChannelKind, personal: boolean): ChannelDraft {
  const defaults = kind.fields.filter((one) => one.default && !one.isSecret).map((one) => [one.name, one.default]);
  return { kind: kind.id, name: kind.label, personal, config: Object.fromEntries(defaults), secrets: {}, forgotten: [], template: {}, perMinute: 60 };
}

export function draftOf(channel: Channel): ChannelDraft {
  const { kind, name, personal, config, template, perMinute } = channel;
  return { kind, name, personal, config, template, perMinute, secrets: {}, forgotten: [] };
}

/** What a change says: only secrets that were typed, and those that are to be forgotten as empty ones. */
export function changeOf(draft: ChannelDraft): Pick<ChannelBody, "name" | "config" | "secrets" | "template" | "perMinute"> {
  const typed = Object.entries(draft.secrets).filter(([, value]) => value !== "");
  const secrets = { ...Object.fromEntries(draft.forgotten.map((name) => [name, ""])), ...Object.fromEntries(typed) };
  return { name: draft.name, config: draft.config, secrets, template: filledParts(draft.template), perMinute: draft.perMinute };
}

export const bodyOf = (draft: ChannelDraft): ChannelBody => ({ ...changeOf(draft), kind: draft.kind, personal: draft.personal });

/** Without parts that say nothing: those are said in Redshank's own words. */
export function filledParts(template: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(template).filter(([, text]) => text.trim() !== ""));
}

/** What stands under a field: that a secret is kept, else the hint with an example. */
export function hintOf(field: Pick<ChannelField, "hint" | "example" | "isSecret" | "required">, kept: boolean): string {
  if (kept) return "Kept, and shown to nobody. Enter another to replace it.";
  const example = field.example ? `Such as ${field.example}${/[.…]$/.test(field.example) ? "" : "."}` : "";
  const secret = field.isSecret ? "It is kept encrypted and never shown again." : "";
  const optional = field.required ? "" : "Not needed.";
  return [optional, field.hint, example, secret].filter(Boolean).join(" ");
}

export interface TestWords {
  tone: "info" | "warn" | "wine";
  text: string;
}

/** What became of a test, as it is: it arrived, it did not and why, or nobody knows yet. */
export function testWords(tried: Pick<ChannelTried, "arrived" | "recipient" | "failure" | "error" | "tries">): TestWords {
  const last = tried.tries.at(-1);
  const status = last?.status ? ` (${last.status})` : "";
  if (tried.arrived === null) return { tone: "warn", text: "There is no answer yet. It goes out as soon as an alerter takes it up; is one running?" };
  if (tried.arrived) return { tone: "info", text: `It arrived: ${tried.recipient} took the test${status}${last ? ` after ${seconds(last.milliseconds)}` : ""}.` };
  const why = failureWords(tried.failure ?? "unknown");
  return { tone: "wine", text: `It did not arrive: ${why}${status}${tried.error ? `, “${tried.error}”` : ""}` };
}

const seconds = (milliseconds: number): string => (milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`);

export function useChannels(org: string) {
  return useQuery({ queryKey: ["channels", org], queryFn: ({ signal }) => get<Channel[]>(channelsPath(org), undefined, signal) });
}

export function useChannelKinds(org: string) {
  return useQuery({ queryKey: ["channel-kinds", org], queryFn: ({ signal }) => get<ChannelKind[]>(`/organizations/${org}/channel-kinds/`, undefined, signal), staleTime: Infinity });
}

/** Whether mail can go out at all; undefined until it is known, null where it cannot be told. */
export function useMailIsSetUp(org: string): boolean | undefined | null {
  const { data, isError } = useQuery({ queryKey: ["alerting-health", org], queryFn: ({ signal }) => get<AlertingHealth>(`/organizations/${org}/alerting-health/`, undefined, signal), staleTime: 60_000 });
  return isError ? null : data?.mailIsSetUp;
}

/** Looks at the channels again, and at what waits for them. */
export function useRenewChannels(org: string): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: ["channels", org] });
    void client.invalidateQueries({ queryKey: ["deliveries", org] });
    void client.invalidateQueries({ queryKey: ["alerting-health", org] });
  };
}

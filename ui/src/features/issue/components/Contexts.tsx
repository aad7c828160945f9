import { memo, useState } from "react";
import { Value } from "./Value";
import { Section } from "./Section";
import type { Event } from "@/lib/api/types";
import type { RemovalMap } from "@/lib/removals";

const SKIPPED = new Set(["type", "raw_description"]);
const LABELS: Record<string, string> = { ip_address: "Address", id: "User", email: "E-mail", username: "User name", name: "Name", os: "OS", client_os: "Client OS", gpu: "GPU" };
const FIRST_MODULES = 12;
const FIRST_CONTEXTS = 12;
const FIRST_OF_CONTEXT = 12;
const FIRST_ADDED = 20;

/** Who it happened to, where it ran, and what the program added. */
export const Contexts = memo(function Contexts({ event, removals }: { event: Event; removals: RemovalMap }) {
  const [all, setAll] = useState(false);
  const contexts = Object.entries(event.contexts ?? {}).filter(([, value]) => value && typeof value === "object");
  const shown = all ? contexts : contexts.slice(0, FIRST_CONTEXTS);
  const extra = Object.entries(event.context ?? {});
  const isBare = contexts.length === 0 && extra.length === 0 && !event.sdk?.name && Object.keys(event.packages ?? {}).length === 0;
  if (isBare && !userFacts(event, removals)) return null;
  return (
    <Section id="contexts" title="User and contexts">
      <div className="ctxs">
        <UserBlock event={event} removals={removals} />
        {shown.map(([name, value]) => (
          <ContextBlock key={name} name={name} value={value} removals={removals} />
        ))}
        {event.sdk?.name && (
          <dl className="kv">
            <dt>SDK</dt>
            <dd>
              {event.sdk.name} {event.sdk.version}
            </dd>
          </dl>
        )}
      </div>
      {contexts.length > shown.length && (
        <button type="button" className="btn quiet earlier" onClick={() => setAll(true)}>
          Show {contexts.length - shown.length} more contexts
        </button>
      )}
      {extra.length > 0 && (
        <>
          <h3 className="of">Added by the program</h3>
          <dl className="kv">
            <Pairs pairs={extra} first={FIRST_ADDED} path="extra" removals={removals} />
          </dl>
        </>
      )}
      <Packages packages={event.packages ?? {}} />
    </Section>
  );
});

/** The first of them, and the rest when a person asks. */
function Pairs({ pairs, first, path, removals }: { pairs: readonly (readonly [string, unknown])[]; first: number; path: string; removals: RemovalMap }) {
  const [all, setAll] = useState(false);
  const shown = all ? pairs : pairs.slice(0, first);
  return (
    <>
      {shown.map(([name, value]) => (
        <Pair key={name} name={name} value={value} path={`${path}.${name}`} removals={removals} />
      ))}
      {pairs.length > shown.length && (
        <>
          <dt>…</dt>
          <dd>
            <button type="button" className="link faint" onClick={() => setAll(true)}>
              {pairs.length - shown.length} more
            </button>
          </dd>
        </>
      )}
    </>
  );
}

function Pair({ name, value, path, removals }: { name: string; value: unknown; path: string; removals: RemovalMap }) {
  return (
    <>
      <dt>{LABELS[name] ?? name}</dt>
      <dd>{typeof value === "object" && value !== null ? <code>{<Value value={value} path={path} removals={removals} />}</code> : <Value value={value} path={path} removals={removals} printed />}</dd>
    </>
  );
}

function countryName(code: string | null | undefined): string | null {
  if (!code || !/^[A-Z]{2}$/.test(code)) return null;
  return new Intl.DisplayNames(["en"], { type: "region" }).of(code) ?? code;
}

/** What is known of the user, and what was removed; null: nobody was named. */
function userFacts(event: Event, removals: RemovalMap) {
  const { geo, data, ...user } = event.user ?? {};
  const known = Object.entries(user).filter(([name, value]) => (value !== null && value !== undefined && value !== "") || removals.has(`user.${name}`));
  const lost = [...removals.keys()].filter((path) => /^user\.\w+$/.test(path) && !(path.slice(5) in user)).map((path) => [path.slice(5), null] as const);
  const place = [geo?.["city"], geo?.["region"], countryName(geo?.["country_code"])].filter((one, at, all) => one && all.indexOf(one) === at).join(", ");
  const facts = [...known, ...lost];
  return facts.length === 0 && !place ? null : { facts, place, data: Object.entries(data ?? {}) };
}

function UserBlock({ event, removals }: { event: Event; removals: RemovalMap }) {
  const user = userFacts(event, removals);
  if (!user) return null;
  const { facts, place, data } = user;
  return (
    <dl className="kv">
      {facts.map(([name, value]) => (
        <Pair key={name} name={name} value={value} path={`user.${name}`} removals={removals} />
      ))}
      {place && (
        <>
          <dt>Place</dt>
          <dd>
            {place} {removals.has("user.ip_address") && <span className="faint">kept, found before the address was removed</span>}
          </dd>
        </>
      )}
      <Pairs pairs={data} first={FIRST_OF_CONTEXT} path="user.data" removals={removals} />
    </dl>
  );
}

function ContextBlock({ name, value, removals }: { name: string; value: Record<string, unknown>; removals: RemovalMap }) {
  const title = LABELS[name] ?? name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");
  // A device often has no name: its brand and model are what people call it.
  const [first, second] = name === "device" && !value["name"] ? (["brand", "model"] as const) : (["name", "version"] as const);
  const head = [value[first], value[second]].filter((one) => typeof one === "string" || typeof one === "number").join(" ");
  const rest = Object.entries(value).filter(([key, one]) => !SKIPPED.has(key) && !(head && (key === first || key === second)) && one !== null);
  if (!head && rest.length === 0) return null;
  return (
    <dl className="kv">
      <dt>{title}</dt>
      <dd>{head || <span className="faint">{rest.length} values</span>}</dd>
      <Pairs pairs={rest} first={FIRST_OF_CONTEXT} path={`contexts.${name}`} removals={removals} />
    </dl>
  );
}

function Packages({ packages }: { packages: Record<string, unknown> }) {
  const [all, setAll] = useState(false);
  const known = Object.entries(packages);
  if (known.length === 0) return null;
  const shown = all ? known : known.slice(0, FIRST_MODULES);
  return (
    <>
      <h3 className="of">
        Packages <span className="faint num">{known.length}</span>
      </h3>
      <p className="packages">
        {shown.map(([name, version]) => (
          <code key={name}>
            {name} <span className="faint">{String(version)}</span>
          </code>
        ))}
        {known.length > shown.length && (
          <button type="button" className="link faint" onClick={() => setAll(true)}>
            {known.length - shown.length} more
          </button>
        )}
      </p>
    </>
  );
}

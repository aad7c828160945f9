import { memo } from "react";
import { CopyButton } from "@/components/CopyButton";
import { Hole } from "@/components/Hole";
import type { Event, RequestData } from "@/lib/api/types";
import { webAddress } from "@/lib/links";
import type { RemovalMap } from "@/lib/removals";
import { curlOf } from "../curl";
import { entry } from "../stack";
import { Section } from "./Section";
import { Value } from "./Value";

export const RequestSection = memo(function RequestSection({ event, removals }: { event: Event; removals: RemovalMap }) {
  const request = entry(event, "request")?.data;
  if (!request) return null;
  return (
    <Section
      id="request"
      title="Request"
      note={
        <code>
          {request.method ?? "GET"} {pathOf(request.url)}
        </code>
      }
      actions={<CopyButton className="btn quiet" label="Copy as curl" text={() => curlOf(request)} />}
    >
      <dl className="kv">
        {request.url && (
          <>
            <dt>Address</dt>
            <dd>
              <Address request={request} removals={removals} />
            </dd>
          </>
        )}
        <Pairs name="Query" pairs={Array.isArray(request.query) ? request.query : []} path="request.query_string" removals={removals} />
        {request.headers?.map(([name, value], index) => (
          <Row key={`${name}-${index}`} name={name} value={value} path={`request.headers.${index}.1`} removals={removals} />
        ))}
        <Pairs name="Cookies" pairs={request.cookies ?? []} path="request.cookies" removals={removals} />
        {request.data !== null && request.data !== undefined && request.data !== "" && <Row name="Body" value={request.data} path="request.data" removals={removals} />}
        {Object.entries(request.env ?? {}).map(([name, value]) => (
          <Row key={name} name={name} value={value} path={`request.env.${name}`} removals={removals} />
        ))}
      </dl>
    </Section>
  );
});

function Address({ request, removals }: { request: RequestData; removals: RemovalMap }) {
  const holes = removals.get("request.url");
  const link = holes ? null : webAddress(request.url);
  if (!link) return <code>{<Value value={request.url} path="request.url" removals={removals} printed />}</code>;
  return (
    <a className="link" href={link} rel="noopener noreferrer" target="_blank">
      <code>{request.url}</code>
    </a>
  );
}

function pathOf(url: string | null | undefined): string {
  if (!url) return "";
  try {
    return new URL(url).pathname;
  } catch {
    return url;
  }
}

function Row({ name, value, path, removals }: { name: string; value: unknown; path: string; removals: RemovalMap }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <code>
          <Value value={value} path={path} removals={removals} printed={typeof value === "string"} />
        </code>
      </dd>
    </>
  );
}

function Pairs({ name, pairs, path, removals }: { name: string; pairs: readonly [string, unknown][]; path: string; removals: RemovalMap }) {
  const gone = removals.get(path)?.[0];
  if (pairs.length === 0 && !gone) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {gone && <Hole removal={gone} />}
        {pairs.map(([key, value], index) => (
          <code key={`${key}-${index}`} className="pair">
            <span className="vkey">{key}</span>=<Value value={value} path={`${path}.${index}.1`} removals={removals} printed />
          </code>
        ))}
      </dd>
    </>
  );
}

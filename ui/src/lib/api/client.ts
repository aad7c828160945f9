import { Problem } from "./problem";

/** One answer of the API, with what its headers say about paging. */
export interface Answer<T> {
  data: T;
  /** How many there are in all, where the server counted (`X-Hits`). */
  hits: number | null;
  /** Cursor of the next page; null on the last one. */
  next: string | null;
  at: Date;
}

type Scalar = string | number | boolean;
export type Query = Record<string, Scalar | readonly Scalar[] | null | undefined>;

interface Options {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
}

const BASE = "/api/0";
const SAFE = new Set(["GET", "HEAD"]);
/** Browsers let 64 KiB outlive a page, all its requests together; larger ones are sent as usual. */
const MAX_KEPT_ALIVE = 16_000;

let csrfToken = "";
let onSignedOut: () => void = () => {};

/** The token that `GET /auth/` gave out; unsafe requests are refused without it. */
export function rememberCsrf(token: string): void {
  csrfToken = token;
}

/** Called when a request is refused because nobody is signed in any more. */
export function whenSignedOut(react: () => void): void {
  onSignedOut = react;
}

/** Asks the API. Throws a Problem for every answer that is not 2xx, and when there is no answer. */
export async function ask<T>(method: string, path: string, options: Options = {}): Promise<Answer<T>> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (!SAFE.has(method)) headers["X-CSRF-Token"] = csrfToken;
  const body = options.body === undefined ? null : JSON.stringify(options.body);
  const started = performance.now();
  let response: Response;
  try {
    response = await fetch(BASE + path + encodeQuery(options.query), {
      method,
      headers,
      credentials: "same-origin",
      body,
      signal: options.signal ?? null,
      // What a person has done arrives, whatever becomes of the page.
      keepalive: !SAFE.has(method) && (body?.length ?? 0) <= MAX_KEPT_ALIVE,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw Problem.unreachable(method, path);
  }
  if (!response.ok) {
    const problem = await Problem.from(response, method, path, performance.now() - started);
    if (problem.status === 401 && !path.startsWith("/auth/")) onSignedOut();
    throw problem;
  }
  const hits = response.headers.get("X-Hits");
  return {
    data: (response.status === 204 ? null : await response.json()) as T,
    hits: hits === null ? null : Number(hits),
    next: nextCursor(response.headers.get("Link")),
    at: new Date(),
  };
}

/** Only the body of `ask("GET", …)`. */
export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  const options: Options = {};
  if (query) options.query = query;
  if (signal) options.signal = signal;
  return (await ask<T>("GET", path, options)).data;
}

/** Only the body of an unsafe request. */
export async function send<T>(method: "POST" | "PUT" | "DELETE", path: string, body?: unknown, query?: Query): Promise<T> {
  const options: Options = {};
  if (body !== undefined) options.body = body;
  if (query) options.query = query;
  return (await ask<T>(method, path, options)).data;
}

/** `?a=1&b=2&b=3`; empty, null and missing values are left out. */
export function encodeQuery(query: Query | undefined): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === null || value === undefined || value === "") continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** The cursor of `rel="next"` when it has results. */
export function nextCursor(link: string | null): string | null {
  for (const part of (link ?? "").split(",")) {
    if (!/rel="next"/.test(part) || !/results="true"/.test(part)) continue;
    const cursor = /cursor="([^"]*)"/.exec(part)?.[1];
    if (cursor) return cursor;
  }
  return null;
}

import type { RequestData } from "@/lib/api/types";

const MADE_BY_CURL = new Set(["host", "content-length", "connection", "accept-encoding", "transfer-encoding"]);

/** The request as a command. Every piece is quoted: a header of an event must not become a command of its own. */
export function curlOf(request: RequestData): string {
  const parts = ["curl"];
  const method = (request.method ?? "GET").toUpperCase();
  const body = request.data === null || request.data === undefined || request.data === "" ? null : request.data;
  if (method !== "GET" && !(method === "POST" && body !== null)) parts.push(`-X ${quote(method)}`);
  for (const [name, value] of request.headers ?? []) {
    if (!MADE_BY_CURL.has(name.toLowerCase()) && name.toLowerCase() !== "cookie") parts.push(`-H ${quote(`${name}: ${value}`)}`);
  }
  const cookies = (request.cookies ?? []).map(([name, value]) => `${name}=${value}`).join("; ");
  if (cookies) parts.push(`-b ${quote(cookies)}`);
  if (body !== null) parts.push(`--data-raw ${quote(typeof body === "string" ? body : JSON.stringify(body))}`);
  const url = urlOf(request);
  if (/[[\]{}]/.test(url)) parts.push("-g"); // or curl takes `filter[]=` for a range, and `[1-9999]` for as many requests
  parts.push(`${url.startsWith("-") ? "--url " : ""}${quote(url)}`);
  return parts.join(" \\\n  ");
}

/** Address with its query. */
function urlOf(request: RequestData): string {
  const url = request.url ?? "";
  const query = typeof request.query === "string" ? request.query : (request.query ?? []).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`).join("&");
  return query && !url.includes("?") ? `${url}?${query}` : url;
}

// Pasted into a terminal, Ctrl-C leaves every quotation, and Escape what tells the shell that it is a paste.
const KEYS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

function quote(text: string): string {
  return `'${text.replace(KEYS, "").replaceAll("'", String.raw`'\''`)}'`;
}

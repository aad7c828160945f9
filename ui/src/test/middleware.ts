import type { IncomingMessage, ServerResponse } from "node:http";
import { makeApi } from "./api";

const api = makeApi();

/** Serves the mock under /api/0 of the development server. */
export function middleware(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  if (!request.url?.startsWith("/api/0/")) return next();
  const url = new URL(request.url, "http://mock");
  if (url.pathname.endsWith("/live/")) {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write(": connected\n\n");
    return;
  }
  let text = "";
  request.on("data", (chunk: Buffer) => (text += chunk.toString()));
  request.on("end", () => {
    const answer = api({ method: request.method ?? "GET", url, body: text ? JSON.parse(text) : undefined });
    response.writeHead(answer.status, { "Content-Type": "application/json", ...answer.headers });
    response.end(answer.status === 204 ? undefined : JSON.stringify(answer.body));
  });
}

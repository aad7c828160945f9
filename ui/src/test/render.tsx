import { render } from "@testing-library/react";
import { vi } from "vitest";
import { App } from "@/app/App";
import { makeApi, type MockAnswer, type MockRequest } from "./api";

/** What the pages asked of the API, in order: `PUT /organizations/…`. */
export interface World {
  asked: { line: string; body: unknown }[];
}

type Override = (request: MockRequest) => MockAnswer | undefined;

/** Shows the whole app at an address, against the API in memory. */
export function open(path: string, options: Parameters<typeof makeApi>[0] & { override?: Override } = {}): World {
  const api = makeApi(options);
  const world: World = { asked: [] };
  vi.stubGlobal("fetch", async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, "http://localhost");
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
    const request = { method: init.method ?? "GET", url, body };
    world.asked.push({ line: `${request.method} ${url.pathname.replace("/api/0", "")}${url.search}`, body });
    const answer = options.override?.(request) ?? api(request);
    const headers = { "Content-Type": "application/json", ...answer.headers };
    return new Response(answer.status === 204 ? null : JSON.stringify(answer.body), { status: answer.status, headers });
  });
  window.history.replaceState(null, "", path);
  render(<App />);
  return world;
}

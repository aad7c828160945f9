import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./api/problem";

/** Asks again by itself only where that can help: no answer, too many requests, the server's own failure. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // A browser that believes itself without a network may well reach a Redshank on the same machine; and where it
        // does not, the page says so instead of waiting in silence.
        networkMode: "always",
        refetchOnReconnect: true,
        retry: (failures, error) => error instanceof Problem && error.passing && failures < 2,
        retryDelay: (failures, error) =>
          error instanceof Problem && error.retryAfterSeconds ? error.retryAfterSeconds * 1000 : 500 * 2 ** failures,
        refetchOnWindowFocus: false,
      },
    },
  });
}

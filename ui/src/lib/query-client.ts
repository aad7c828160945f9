import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./api/problem";

/** Asks again by itself only where that can help: no answer, too many requests, the server's own failure. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => error instanceof Problem && error.passing && failures < 2,
        retryDelay: (failures, error) =>
          error instanceof Problem && error.retryAfterSeconds ? error.retryAfterSeconds * 1000 : 500 * 2 ** failures,
        refetchOnWindowFocus: false,
      },
    },
  });
}

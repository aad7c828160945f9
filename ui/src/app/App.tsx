import * as Tooltip from "@radix-ui/react-tooltip";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Sprite } from "@/components/Sprite";
import { whenSignedOut } from "@/lib/api/client";
import { NoticeProvider } from "@/lib/notices";
import { makeQueryClient } from "@/lib/query-client";
import { sessionQuery } from "@/lib/session";
import { fetchPages, makeRouter } from "./router";

/** Long enough for the first view to have loaded, also over a slow line. */
const FETCH_PAGES_AFTER_MS = 3_000;

export function App() {
  const [{ client, router }] = useState(() => {
    const client = makeQueryClient();
    const router = makeRouter(client);
    whenSignedOut(() => {
      client.setQueryData(sessionQuery.queryKey, null);
      void router.invalidate();
    });
    return { client, router };
  });
  useEffect(() => {
    const timer = window.setTimeout(() => fetchPages(router), FETCH_PAGES_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, [router]);
  return (
    <QueryClientProvider client={client}>
      <NoticeProvider>
        <Tooltip.Provider>
          <Sprite />
          <RouterProvider router={router} />
        </Tooltip.Provider>
      </NoticeProvider>
    </QueryClientProvider>
  );
}

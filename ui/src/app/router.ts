import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { FatalPage, NotFoundPage } from "./ErrorPages";
import { home, login, loginLink, org, orgHome, root } from "./routes/frame";
import { settingsRoutes } from "./routes/settings";
import { work } from "./routes/work";
import { parseSearch, stringifySearch } from "./search-params";

const routes = root.addChildren([home, login, loginLink, org.addChildren([orgHome, ...work, settingsRoutes])]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: routes,
    context: { client },
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    defaultPreload: "intent",
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: FatalPage,
  });
}

/** Fetches the pages that were not needed yet, so that a later click waits for data only, and a lost server or an
 * upgrade meanwhile cannot leave a click without its page. */
export function fetchPages(router: ReturnType<typeof makeRouter>): void {
  for (const route of Object.values(router.routesById)) {
    void route.options.component?.preload?.()?.catch(() => {});
  }
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

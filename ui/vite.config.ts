import react from "@vitejs/plugin-react";
import { fileURLToPath, URL } from "node:url";
import { defineConfig, type Connect, type Plugin } from "vite";

// `npm run dev:mock` answers /api/0 out of src/test/, so that the UI can be worked on without a server.
// Otherwise `npm run dev` passes /api to REDSHANK_URL.
const mocked = process.env["REDSHANK_MOCK"] === "1";
const server = process.env["REDSHANK_URL"] ?? "http://127.0.0.1:9000";

function mockApi(): Plugin {
  return {
    name: "redshank-mock-api",
    async configureServer(vite) {
      const { middleware } = await vite.ssrLoadModule("/src/test/middleware.ts");
      vite.middlewares.use(middleware as Connect.NextHandleFunction);
    },
  };
}

export default defineConfig({
  plugins: mocked ? [react(), mockApi()] : [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  base: "/",
  build: {
    // scripts/place.mjs puts it where the server reads, whole.
    outDir: "node_modules/.redshank-build",
    emptyOutDir: true,
    target: "es2022",
    manifest: true,
    // Minifying leaves out the licences of what is bundled, which demand to go along: NOTICE names the file.
    license: { fileName: "licenses.txt" },
    // The content security policy allows no data: URLs for scripts or styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // How long plugins took is for who works on them, not for who types `make run`.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { proxy: mocked ? {} : { "/api": { target: server } } },
});

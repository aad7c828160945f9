import { fileURLToPath, URL } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  test: {
    // Of a whole page with its parts, on a machine that others use too.
    testTimeout: 60_000,
    env: { TZ: "UTC" },
    projects: [
      {
        extends: true,
        test: {
          name: "pages",
          environment: "happy-dom",
          setupFiles: ["src/test/setup.ts"],
          include: ["src/**/*.test.tsx"],
        },
      },
      // A document that nobody looks at takes longer to make than these take to run.
      { extends: true, test: { name: "pure", environment: "node", include: ["src/**/*.test.ts"] } },
    ],
  },
});

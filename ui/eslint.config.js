import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

// Import zones: lib → components → features → app. A feature never imports another feature.
const zone = (files, forbidden, message) => ({
  files,
  rules: { "no-restricted-imports": ["error", { patterns: [{ group: forbidden, message }] }] },
});

export default tseslint.config(
  { ignores: ["node_modules", "dist", "../api/static", "src/lib/api/schema.ts"] },
  ...tseslint.configs.recommended,
  jsxA11y.flatConfigs.recommended,
  {
    plugins: { "react-hooks": reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      "no-restricted-syntax": [
        "error",
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: "Event text is data, never markup.",
        },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      // Focus moves into what a key or a click has just opened.
      "jsx-a11y/no-autofocus": "off",
    },
  },
  zone(["src/lib/**"], ["@/components/*", "@/features/*", "@/app/*"], "lib imports only lib"),
  zone(["src/components/**"], ["@/features/*", "@/app/*"], "components import only lib"),
  zone(["src/features/**"], ["@/features/*", "@/app/*"], "a feature imports lib, components and itself (by a relative path)"),
  { files: ["scripts/**"], languageOptions: { globals: { process: "readonly", console: "readonly" } } },
);

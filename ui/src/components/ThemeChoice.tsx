import { useState } from "react";
import { chooseTheme, readTheme, type Theme } from "@/lib/theme";

const THEMES: readonly [Theme, string][] = [
  ["system", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
];

/** Light or dark, shown at once. */
export function ThemeChoice() {
  const [theme, setTheme] = useState(readTheme);
  return (
    <span className="seg" role="group" aria-label="Theme">
      {THEMES.map(([value, label]) => (
        <button
          key={value}
          type="button"
          aria-pressed={theme === value}
          onClick={() => {
            chooseTheme(value);
            setTheme(value);
          }}
        >
          {label}
        </button>
      ))}
    </span>
  );
}

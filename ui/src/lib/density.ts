export type Density = "roomy" | "dense";

const KEY = "redshank.density";

export function readDensity(): Density {
  return document.documentElement.dataset["density"] === "dense" ? "dense" : "roomy";
}

/** Shows lists so from now on, also after a reload (`public/theme.js` reads it before the first paint). */
export function chooseDensity(density: Density): void {
  if (density === "dense") document.documentElement.dataset["density"] = density;
  else delete document.documentElement.dataset["density"];
  try {
    if (density === "dense") localStorage.setItem(KEY, density);
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}

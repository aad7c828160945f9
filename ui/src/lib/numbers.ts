const plain = new Intl.NumberFormat("en-GB");
const tenth = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });

/** Every digit, grouped: `31,402`. */
export function whole(value: number): string {
  return plain.format(value);
}

/** Exact below 10,000, then `31.4k`, `1.2M`. */
export function short(value: number): string {
  if (value < 10_000) return plain.format(value);
  if (value < 999_950) return `${tenth.format(value / 1000)}k`;
  if (value < 999_950_000) return `${tenth.format(value / 1e6)}M`;
  return `${tenth.format(value / 1e9)}G`;
}

/** `61 %`; one decimal only under 10 or over 99, and never 0 or 100 for what is neither. */
export function percent(part: number, all: number): string {
  if (all <= 0) return "–";
  const share = (part / all) * 100;
  if (share === 0 || share === 100) return `${share} %`;
  if (share < 0.1) return "< 0.1 %";
  if (share > 99.9) return "> 99.9 %";
  if (share < 10 || share > 99) return `${tenth.format(share)} %`;
  return `${Math.round(share)} %`;
}

/** `1 issue`, `3 issues`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${short(value)} ${value === 1 ? one : many}`;
}

/** `2.1 KB` */
export function bytes(value: number): string {
  if (value < 1000) return `${value} B`;
  if (value < 1e6) return `${tenth.format(value / 1000)} KB`;
  return `${tenth.format(value / 1e6)} MB`;
}

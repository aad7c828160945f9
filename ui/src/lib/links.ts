/** The address when it is http or https, else null: an event may hold `javascript:` where a URL should be. */
export function webAddress(text: string | null | undefined): string | null {
  if (!text || text.length > 4096) return null;
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

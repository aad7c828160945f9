/** `web@2026.46.2` stays; of a commit, as in `web@3f9c…`, the first eight digits say enough. */
export function shortRelease(version: string): string {
  return version.replace(/(^|@)([0-9a-f]{8})[0-9a-f]{12,}$/, "$1$2");
}

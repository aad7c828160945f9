/** A piece of the program that the server does not give: a newer build took its place, or the line is gone. */
export class PieceMissing extends Error {
  constructor(cause: unknown) {
    super("A piece of this page did not arrive.", { cause });
    this.name = "PieceMissing";
  }
}

/** Fetches a piece. Raises PieceMissing where it does not come; whoever waits for it then renews the page. */
export function piece<Module>(load: () => Promise<Module>): () => Promise<Module> {
  return () =>
    load().catch((error: unknown) => {
      throw new PieceMissing(error);
    });
}

const RENEWED = "redshank.renewed";
/** A piece that is missing again so soon will not come by loading once more. */
const ONCE_IN_MS = 60_000;

/**
 * Loads the whole page anew, at most once in a minute; false where that would not help. Without a line nothing is
 * loaded: the browser's own error would take the place of a page of which the rest still works.
 */
export async function renewPage(now = Date.now()): Promise<boolean> {
  if (now - Number(sessionStorage.getItem(RENEWED) ?? 0) < ONCE_IN_MS) return false;
  const reached = await fetch("/", { cache: "no-store" }).then((answer) => answer.ok, () => false);
  if (!reached) return false;
  sessionStorage.setItem(RENEWED, String(now));
  window.location.reload();
  return true;
}

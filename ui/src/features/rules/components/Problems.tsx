/** What the server says about some fields, under them. */
export function Problems({ of, names }: { of: Readonly<Record<string, string[]>>; names: readonly string[] }) {
  const said = names.flatMap((name) => of[name] ?? []);
  if (said.length === 0) return null;
  return (
    <p className="wine small-text" role="alert">
      {[...new Set(said)].join(" ")}
    </p>
  );
}

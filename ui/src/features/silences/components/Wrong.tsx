/** What is wrong with some fields, under them. */
export function Wrong({ of, names }: { of: Readonly<Record<string, string[]>>; names: readonly string[] }) {
  const said = names.flatMap((name) => of[name] ?? []);
  return said.length === 0 ? null : <p className="wine small-text">{said.join(" ")}</p>;
}

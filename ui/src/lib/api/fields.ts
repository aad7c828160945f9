import { Problem } from "./problem";

/**
 * What is wrong with each field of a form, by its name in the body. The checks of shapes name fields in `fields`; those
 * of sense name one at the head of their sentence: `holdFor and keepFiringFor: choose 0 seconds to 1 day`.
 */
export function fieldProblems(error: unknown): Readonly<Record<string, string[]>> {
  if (!(error instanceof Problem)) return {};
  if (Object.keys(error.fields).length > 0) return error.fields;
  if (error.place) return { query: [error.message] };
  const head = /^([a-zA-Z.]+(?: and [a-zA-Z.]+)*): (.+)$/s.exec(error.message);
  if (!head?.[1] || !head[2]) return {};
  const said = head[2];
  return Object.fromEntries(head[1].split(" and ").map((name) => [name, [said]]));
}

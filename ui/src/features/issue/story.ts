import type { Event, Issue } from "@/lib/api/types";
import { shortRelease } from "./release-name";
import { qualified, raisedIn, stacksOf } from "./stack";

export type Word = { text: string; as?: "code" | "bold" };

/** What happened, as one sentence: where it was raised, what caused it, since which release. */
export function storyOf(issue: Issue, event: Event | undefined): Word[] {
  const words: Word[] = [];
  const stacks = event ? stacksOf(event) : [];
  const raised = stacks.at(-1);
  const frame = raised && raisedIn(raised.frames);
  const where = frame ? qualified(frame) : issue.culprit;
  if (where) words.push({ text: issue.type === "csp" ? "Reported for " : raised?.exception ? "Raised in " : "Sent from " }, { text: where, as: "code" });
  const cause = stacks.length > 1 ? stacks[0] : undefined;
  if (cause?.exception?.type) {
    words.push({ text: words.length > 0 ? ", caused by " : "Caused by " }, { text: cause.exception.type, as: "bold" });
    const at = raisedIn(cause.frames);
    if (at) words.push({ text: " in " }, { text: qualified(at), as: "code" });
  }
  if (words.length > 0) words.push({ text: ". " });
  words.push(...sinceOf(issue, event));
  return words;
}

function sinceOf(issue: Issue, event: Event | undefined): Word[] {
  const first = issue.firstRelease && shortRelease(issue.firstRelease.version);
  const last = issue.lastRelease && shortRelease(issue.lastRelease.version);
  if (issue.regressed) return [{ text: "It was resolved and has " }, { text: last ? `come back in ${last}` : "come back", as: "bold" }, { text: "." }];
  if (!first) return handlingOf(issue, event);
  if (first === last || !last) return [{ text: "Only seen in " }, { text: first, as: "bold" }, { text: "; no earlier release has it." }];
  return [{ text: "Began with " }, { text: first, as: "bold" }, { text: `, last in ${last}; no earlier release has it.` }];
}

/** What the event says of it, and nothing where it says nothing. */
function handlingOf(issue: Issue, event: Event | undefined): Word[] {
  if (issue.isUnhandled) return [{ text: "Nothing in the program handled it." }];
  if (!event) return [];
  const exceptions = stacksOf(event).flatMap(({ exception }) => (exception ? [exception] : []));
  if (exceptions.length === 0) return [{ text: "A message; nothing was raised." }];
  return exceptions.some((one) => one.mechanism?.handled) ? [{ text: "The program handled it and went on." }] : [];
}

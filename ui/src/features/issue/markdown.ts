import type { Event, Issue, Tag } from "@/lib/api/types";
import { percent, whole } from "@/lib/numbers";
import { before, exact, parsed } from "@/lib/time";
import { crumbText } from "./crumbs";
import { entry, frameName, framePlace, stacksOf } from "./stack";
import { storyOf } from "./story";
import { preview } from "./value-text";

const FRAMES_EACH = 8;
const CRUMBS = 12;

/** The issue for a tracker or a chat: redacted exactly as shown. */
export function markdownOf(issue: Issue, event: Event | undefined, tags: readonly Tag[], link: string): string {
  const story = storyOf(issue, event)
    .map((word) => (word.as === "code" ? code(word.text) : word.as === "bold" ? `**${plain(word.text)}**` : plain(word.text)))
    .join("");
  const parts = [`# ${issue.shortId} ${plain(issue.title)}`, story, facts(issue)];
  if (event) parts.push(...stacks(event), breadcrumbs(event));
  if (tags.length > 0) parts.push(`## Tags\n${tags.map(tagLine).join("\n")}`);
  parts.push(link);
  return parts.filter(Boolean).join("\n\n") + "\n";
}

/** Text that must not turn into markup where it is pasted. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, "\\$&").replace(/\s+/g, " ");
}

/** Text in a code span, whatever back-quotes it holds. */
export function code(text: string): string {
  const fence = "`".repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return fence + pad + text.replace(/\s+/g, " ") + pad + fence;
}

/** Text in a fenced block, whatever fences it holds. */
function block(text: string): string {
  const fence = "`".repeat(Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  return `${fence}\n${text}\n${fence}`;
}

function facts(issue: Issue): string {
  const release = [issue.firstRelease?.version, issue.lastRelease?.version].filter((one, at, all) => one && all.indexOf(one) === at).join(" – ");
  const rows = [
    ["Level", issue.level],
    ["State", issue.state],
    ["Project", issue.project.slug],
    ["First seen", when(issue.firstSeen)],
    ["Last seen", when(issue.lastSeen)],
    ["Events", whole(Number(issue.count))],
    ["Users", issue.userCount > 0 ? whole(issue.userCount) : "–"],
    ["Releases", release || "–"],
    ["With", issue.assignedTo?.name ?? "nobody"],
  ];
  return rows.map(([name, value]) => `- ${name}: ${plain(value ?? "")}`).join("\n");
}

function when(value: string): string {
  const date = parsed(value);
  return date ? exact(date) : value;
}

function stacks(event: Event): string[] {
  return stacksOf(event).map((stack) => {
    const title = stack.exception ? `## ${plain(stack.exception.type ?? "")}: ${plain(stack.exception.value ?? "")}` : `## ${plain(stack.title)}`;
    const inApp = stack.frames.filter((one) => one.inApp);
    const chosen = (inApp.length > 0 ? inApp : stack.frames).slice(-FRAMES_EACH).reverse();
    const lines = chosen.map((frame) => {
      const source = frame.context?.find(([no]) => no === frame.lineNo)?.[1]?.trim();
      const values = Object.entries(frame.vars ?? {}).slice(0, 8).map(([name, value]) => `    ${name} = ${preview(value).slice(0, 120)}`);
      return [`${frameName(frame)}  ${framePlace(frame)}`, ...(source ? [`  > ${source}`] : []), ...values].join("\n");
    });
    return lines.length > 0 ? `${title}\n${block(lines.join("\n"))}` : title;
  });
}

function breadcrumbs(event: Event): string {
  const crash = parsed(event.dateCreated);
  const values = entry(event, "breadcrumbs")?.data.values ?? [];
  if (values.length === 0 || !crash) return "";
  const lines = values.slice(-CRUMBS).map((crumb) => {
    const at = parsed(crumb.timestamp);
    return `${(at ? before(at, crash) : "").padStart(10)}  ${(crumb.category ?? crumb.type ?? "").padEnd(12)} ${crumbText(crumb)}`;
  });
  return `## Breadcrumbs\n${block(lines.join("\n"))}`;
}

function tagLine(tag: Tag): string {
  const top = tag.topValues[0];
  return top ? `- ${plain(tag.key)}: ${code(top.value)} ${percent(top.count, tag.totalValues)}` : `- ${plain(tag.key)}`;
}

import type { Entry, Event, ExceptionValue, Frame } from "@/lib/api/types";

/** One stack of an event, with the path under which its frames are stored. */
export interface Stack {
  /** `KeyError`; null for a bare stack or a thread. */
  exception: ExceptionValue | null;
  title: string;
  frames: Frame[];
  path: string;
}

/** Every stack of an event, cause first, as the event itself lists exceptions. */
export function stacksOf(event: Event): Stack[] {
  const exceptions = entry(event, "exception")?.data.values ?? [];
  if (exceptions.length > 0) {
    return exceptions.map((exception, index) => ({
      exception,
      title: exception.type ?? "exception",
      frames: exception.stacktrace?.frames ?? [],
      path: `exception.values.${index}`,
    }));
  }
  const threads = entry(event, "threads")?.data.values ?? [];
  const chosen = Math.max(0, threads.findIndex((one) => one.crashed ?? one.current));
  const thread = threads[chosen];
  if (thread?.stacktrace) {
    return [{ exception: null, title: thread.name ? `thread ${thread.name}` : "thread", frames: thread.stacktrace.frames ?? [], path: `threads.values.${chosen}` }];
  }
  const bare = entry(event, "stacktrace")?.data.frames ?? [];
  return bare.length > 0 ? [{ exception: null, title: "stack", frames: bare, path: "" }] : [];
}

export function entry<T extends Entry["type"]>(event: Event, type: T): Extract<Entry, { type: T }> | undefined {
  return event.entries.find((one): one is Extract<Entry, { type: T }> => one.type === type);
}

export type FrameItem = { kind: "frame"; frame: Frame; index: number } | { kind: "fold"; frames: { frame: Frame; index: number }[]; packages: string[] };

/**
 * The frames in the order of reading, newest call first unless `oldestFirst`. Library frames between frames of the
 * program are folded into one counted group; where nothing is in app, nothing is folded.
 */
export function itemsOf(frames: readonly Frame[], oldestFirst: boolean, all: boolean): FrameItem[] {
  const ordered = frames.map((frame, index) => ({ frame, index }));
  if (!oldestFirst) ordered.reverse();
  if (all || !frames.some((one) => one.inApp)) return ordered.map((one) => ({ kind: "frame", ...one }));
  const items: FrameItem[] = [];
  for (const one of ordered) {
    const last = items.at(-1);
    if (one.frame.inApp) items.push({ kind: "frame", ...one });
    else if (last?.kind === "fold") last.frames.push(one);
    else items.push({ kind: "fold", frames: [one], packages: [] });
  }
  for (const item of items) {
    if (item.kind === "fold") item.packages = [...new Set(item.frames.map((one) => packageOf(one.frame)))].filter(Boolean);
  }
  return items;
}

/** What a frame of a library belongs to: `starlette`, `@scope/name`, `org.springframework`. */
export function packageOf(frame: Frame): string {
  const path = (frame.absPath ?? frame.filename ?? "").replaceAll("\\", "/");
  const node = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
  if (node) return node;
  const python = /(?:site|dist)-packages\/([^/]+)/.exec(path)?.[1];
  if (python) return python.replace(/\.py$/, "");
  if (frame.module) {
    const parts = frame.module.split(/[./]/);
    return /^(com|org|io|net|java|javax|jakarta)$/.test(parts[0] ?? "") ? parts.slice(0, 2).join(".") : (parts[0] ?? "");
  }
  return (frame.package ?? path).split("/").filter(Boolean)[0] ?? "";
}

/** `lookup`, or whatever names the place best. */
export function frameName(frame: Frame): string {
  return frame.function || frame.module || frame.filename || "<unknown>";
}

/** `shop/vouchers.py:61` */
export function framePlace(frame: Frame): string {
  const file = frame.filename ?? frame.absPath ?? frame.module ?? "";
  const line = frame.lineNo ? `:${frame.lineNo}` : "";
  return file + line + (frame.lineNo && frame.colNo ? `:${frame.colNo}` : "");
}

/** Where an exception was raised: the newest frame of the program, else the newest. */
export function raisedIn(frames: readonly Frame[]): Frame | null {
  return frames.findLast((one) => one.inApp) ?? frames.at(-1) ?? null;
}

/** `shop.vouchers.lookup` */
export function qualified(frame: Frame): string {
  const name = frameName(frame);
  const home = frame.module ?? "";
  return home && home !== name ? `${home}.${name}` : name;
}

/** The stack as the language itself would print it. */
export function rawText(stacks: readonly Stack[], platform: string | null): string {
  return stacks.map((stack) => (platform === "python" ? pythonText(stack) : commonText(stack))).join("\n\n");
}

function headline(stack: Stack): string {
  const { exception } = stack;
  if (!exception) return stack.title;
  return exception.value ? `${exception.type ?? ""}: ${exception.value}` : (exception.type ?? "");
}

function pythonText(stack: Stack): string {
  const lines = stack.frames.flatMap((frame) => {
    const source = frame.context?.find(([no]) => no === frame.lineNo)?.[1]?.trim();
    const place = `  File "${frame.absPath ?? frame.filename ?? "?"}", line ${frame.lineNo ?? "?"}, in ${frameName(frame)}`;
    return source ? [place, `    ${source}`] : [place];
  });
  return ["Traceback (most recent call last):", ...lines, headline(stack)].join("\n");
}

function commonText(stack: Stack): string {
  return [headline(stack), ...[...stack.frames].reverse().map((frame) => `    at ${frameName(frame)} (${framePlace(frame)})`)].join("\n");
}

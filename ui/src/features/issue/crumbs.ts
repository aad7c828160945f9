import type { IconName } from "@/components/Icon";
import type { Crumb } from "@/lib/api/types";
import { preview } from "./value-text";

export interface CrumbLook {
  icon: IconName;
  tone: "faint" | "ok" | "warn" | "wine";
  category: string;
}

export function crumbLook(crumb: Crumb): CrumbLook {
  const category = crumb.category ?? crumb.type ?? "default";
  const kind = `${crumb.type ?? ""} ${category}`;
  const status = Number(dataOf(crumb)["status_code"] ?? dataOf(crumb)["status"] ?? 0);
  if (crumb.level === "fatal" || crumb.level === "error" || status >= 500) return { icon: "oct", tone: "wine", category };
  if (crumb.level === "warning" || status >= 400) return { icon: "tri", tone: "warn", category };
  if (/http|xhr|fetch/.test(kind)) return { icon: "globe", tone: "ok", category };
  if (/query|sql|db|redis/.test(kind)) return { icon: "db", tone: "faint", category };
  if (/navigation|ui\.|click|touch/.test(kind)) return { icon: "cursor", tone: "faint", category };
  return { icon: "term", tone: "faint", category };
}

function dataOf(crumb: Crumb): Record<string, unknown> {
  return typeof crumb.data === "object" && crumb.data !== null ? (crumb.data as Record<string, unknown>) : {};
}

/** What a breadcrumb says beside its message: the call and its answer, from where to where. */
export function crumbParts(crumb: Crumb): { code: string; rest: string } {
  const data = dataOf(crumb);
  const known = new Set<string>();
  const take = (name: string): string => {
    const value = data[name];
    if (value === undefined || value === null) return "";
    known.add(name);
    return preview(value);
  };
  let code = "";
  if ("from" in data && "to" in data) code = `${take("from")} → ${take("to")}`;
  else if ("url" in data) code = `${take("method")} ${take("url")}`.trim();
  const status = take("status_code") || take("status");
  const duration = take("duration_ms") || take("duration");
  const others = Object.entries(data)
    .filter(([name]) => !known.has(name))
    .slice(0, 6)
    .map(([name, value]) => `${name} ${preview(value)}`);
  return { code, rest: [status, duration && `${duration} ms`, ...others].filter(Boolean).join(" · ") };
}

export function crumbText(crumb: Crumb): string {
  const { code, rest } = crumbParts(crumb);
  return [crumb.message, code, rest].filter(Boolean).join(" ");
}

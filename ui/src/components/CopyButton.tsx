import { useEffect, useState } from "react";
import { copyText } from "@/lib/clipboard";
import { Icon, type IconName } from "./Icon";

interface Props {
  text: string | (() => string);
  label?: string;
  /** Only the sign, with `label` for screen readers. */
  bare?: boolean;
  className?: string;
  icon?: IconName;
}

/** Copies, and says so in its own place. */
export function CopyButton({ text, label = "Copy", bare, className = "btn", icon = "copy" }: Props) {
  const [copied, setCopied] = useState<boolean | null>(null);
  useEffect(() => {
    if (copied === null) return;
    const timer = window.setTimeout(() => setCopied(null), 1600);
    return () => window.clearTimeout(timer);
  }, [copied]);
  const copy = async () => setCopied(await copyText(typeof text === "string" ? text : text()));
  const said = copied === null ? label : copied ? "Copied" : "Select it by hand";
  return (
    <button type="button" className={bare ? `${className} icon` : className} onClick={() => void copy()} title={bare ? said : undefined} aria-label={bare ? said : undefined}>
      <Icon name={copied ? "check" : icon} />
      {!bare && <span aria-live="polite">{said}</span>}
    </button>
  );
}

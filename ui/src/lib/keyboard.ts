import { useLayoutEffect, useRef } from "react";

/** `"j"`, `"shift+x"`, `"g i"` (two keys within a second), `"mod+k"` (⌘ or Ctrl), `"/"`. */
export type Keymap = Record<string, (event: KeyboardEvent) => void>;

/** How long the second key of a chain may take. */
export const CHAIN_MS = 1000;

/** Whether a person is typing: then only Esc and ⌘/Ctrl combinations mean something. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type);
}

/** The name a key press has in a keymap. */
function keyName(event: KeyboardEvent): string {
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const shifted = event.shiftKey && (/^[a-z]$/.test(name) || name.length > 1);
  return `${event.metaKey || event.ctrlKey ? "mod+" : ""}${shifted ? "shift+" : ""}${name}`;
}

let openLayers = 0;

/** While a dialog or menu is open, the keys of the page under it are silent. */
export function useLayer(open: boolean): void {
  useLayoutEffect(() => {
    if (!open) return;
    openLayers += 1;
    return () => {
      openLayers -= 1;
    };
  }, [open]);
}

/** Listens for the keys of a page. The handlers may change from render to render. */
export function useKeys(keymap: Keymap, enabled = true): void {
  const current = useRef(keymap);
  useLayoutEffect(() => {
    current.current = keymap;
  });
  useLayoutEffect(() => {
    if (!enabled) return;
    let pending = "";
    let timer = 0;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const name = keyName(event);
      const typing = isTyping(event.target);
      if (typing && !name.startsWith("mod+")) return;
      if (openLayers > 0) return;
      const chained = pending ? `${pending} ${name}` : "";
      window.clearTimeout(timer);
      pending = "";
      const handler = (chained && current.current[chained]) || current.current[name];
      if (handler) {
        event.preventDefault();
        handler(event);
      }
      if (Object.keys(current.current).some((key) => key.startsWith(`${name} `))) {
        pending = name;
        timer = window.setTimeout(() => (pending = ""), CHAIN_MS);
      }
    };
    window.addEventListener("keydown", listen);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener("keydown", listen);
    };
  }, [enabled]);
}

/** How `mod` is written on this person's keyboard, before a letter. */
export const MOD = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl ";

import { useLayoutEffect, useRef, type RefObject } from "react";

/** Where the focus goes back to from here: a menu is gone by then, so its button stands for it. */
export function openerOf(element: Element | null): Element | null {
  const menu = element?.closest("[role=menu]");
  return menu ? document.getElementById(menu.getAttribute("aria-labelledby") ?? "") : element;
}

/** Gives the focus to what opened a dialog; to the content of the page where that is gone. */
export function returnTo(element: Element | null): void {
  const there = element instanceof HTMLElement && element.isConnected && element !== document.body;
  (there ? element : document.getElementById("main"))?.focus({ preventScroll: true });
}

/** For a form that stands in the place of its button: when it goes, the focus goes to the box around it, which takes one by `tabIndex={-1}`. */
export function useHandBack(): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    const held = form.current;
    return () => {
      if (held?.contains(document.activeElement)) returnTo(held.closest("section[tabindex]"));
    };
  }, []);
  return form;
}

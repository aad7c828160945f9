/** Where what floats belongs: inside the main landmark, so that screen readers know the place. */
export function floatingHome(): HTMLElement | null {
  return document.getElementById("main");
}

import { Children, Fragment, type ReactNode } from "react";

/** The way down to a page: links to what it stands under, then its own name, a slash between each two. */
export function Path({ children }: { children: ReactNode }) {
  return Children.toArray(children).map((one, index) => (
    <Fragment key={index}>
      {index > 0 && (
        <span className="faint slash" aria-hidden="true">
          /
        </span>
      )}
      {one}
    </Fragment>
  ));
}

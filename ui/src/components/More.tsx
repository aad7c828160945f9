import { useEffect, useRef } from "react";
import { short } from "@/lib/numbers";

interface Props {
  list: { loadMore: () => void; loadingMore: boolean };
  /** Comes by itself when the end of the list comes near. */
  auto: boolean;
  /** How many there are beside those that are shown; null: nobody counted. */
  rest: number | null;
}

/** The way to the rest of a list. */
export function More({ list, auto, rest }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const { loadMore, loadingMore } = list;
  useEffect(() => {
    const element = button.current;
    if (!auto || !element || typeof IntersectionObserver === "undefined") return;
    const observer = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && loadMore(), { rootMargin: "600px" });
    observer.observe(element);
    return () => observer.disconnect();
  }, [auto, loadMore, rest]);
  return (
    <button ref={button} type="button" className="more" disabled={loadingMore} onClick={loadMore}>
      {loadingMore ? "Asking…" : `${rest === null ? "" : `${short(rest)} `}more · show`}
    </button>
  );
}

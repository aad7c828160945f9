import { whole } from "@/lib/numbers";
import { MOST_COUNTED } from "./api/list";

/** `1–50 of 212`, or `12 alerts` where all are shown. */
export function shownWords(shown: number, many: number): string {
  if (shown === 0) return "";
  if (shown < many) return `1–${whole(shown)} of ${manyWords(many)}`;
  return `${whole(shown)} ${shown === 1 ? "alert" : "alerts"}`;
}

/** `212`, `more than 10,000` */
export function manyWords(many: number): string {
  return many > MOST_COUNTED ? `more than ${whole(MOST_COUNTED)}` : whole(many);
}

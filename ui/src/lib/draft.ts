import { useState } from "react";
import { useMe } from "./session";

/**
 * What a person has begun to write at `place`, kept by this tab until it is said: a session that ends in the middle, or
 * a reload, costs no words. Of each person apart.
 */
export function useDraft(place: string): readonly [string, (text: string) => void] {
  const key = `redshank.draft.${useMe().id}.${place}`;
  const [text, setText] = useState(() => read(key));
  const keep = (next: string) => {
    setText(next);
    write(key, next);
  };
  return [text, keep];
}

function read(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function write(key: string, text: string) {
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    // A browser that stores nothing still lets a person write.
  }
}

import { useState } from "react";
import { Icon } from "@/components/Icon";

interface Props {
  label: string;
  hint: string;
  words: readonly string[];
  disabled: boolean;
  onChange: (words: string[]) => void;
}

/** Names, one chip each. */
export function WordList({ label, hint, words, disabled, onChange }: Props) {
  const [typed, setTyped] = useState("");
  const add = () => {
    const added = typed.split(/[\s,]+/).filter((one) => one && !words.includes(one));
    if (added.length > 0) onChange([...words, ...added]);
    setTyped("");
  };
  return (
    <div>
      <b className="wl">{label}</b> <span className="faint small-text">{hint}</span>
      <div className="query">
        {words.map((word) => (
          <span key={word} className="tok">
            {word}
            <button type="button" aria-label={`Remove ${word}`} disabled={disabled} onClick={() => onChange(words.filter((one) => one !== word))}>
              <Icon name="x" small />
            </button>
          </span>
        ))}
        <input
          aria-label={label}
          placeholder="Name, then Enter"
          spellCheck={false}
          disabled={disabled}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key === "Enter" || event.key === ",") {
              event.preventDefault();
              add();
            } else if (event.key === "Backspace" && typed === "") onChange(words.slice(0, -1));
          }}
        />
      </div>
    </div>
  );
}

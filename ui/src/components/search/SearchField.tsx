import { useId, useRef, useState, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { Icon } from "@/components/Icon";
import type { Problem } from "@/lib/api/problem";
import type { SearchHint } from "@/lib/api/types";
import { termAt, tokenize, without, type Token } from "@/lib/search";
import { HintList } from "./HintList";
import { hintsFor, useHints, type Hint } from "@/lib/hints";

interface Props {
  ref: React.RefObject<HTMLInputElement | null>;
  org: string;
  value: string;
  onChange: (query: string) => void;
  /** What the server could not read, with its place. */
  mistake: Problem | null;
  /** What is searched: it has its own keys. */
  about: "issues" | "events";
  /** What it is called, where it is part of a form. */
  label?: string;
  placeholder?: string;
  /** What may be typed, where the server is not to be asked. */
  known?: readonly SearchHint[];
}

/** A search as tokens. Typing adds one; clicking a token, or Backspace, opens the whole text for editing. */
export function SearchField({ ref, org, value, onChange, mistake, about, label, placeholder, known }: Props) {
  const list = useId();
  const own = useRef<HTMLInputElement | null>(null);
  const [editing, setEditing] = useState(false);
  const [draft, setDraft] = useState("");
  const [caret, setCaret] = useState(0);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const term = termAt(draft, caret);
  const asked = useHints(org, term, open && known === undefined, about);
  const hints = known ? hintsFor(known, term) : asked;
  const tokens = tokenize(value);

  const commit = (text: string) => {
    setEditing(false);
    setDraft("");
    setOpen(false);
    if (text.trim() !== value.trim()) onChange(text.trim());
  };
  const whole = (text: string) => (editing ? text : `${value} ${text}`.trim());
  const edit = (at: number) => {
    setEditing(true);
    setDraft(value);
    requestAnimationFrame(() => {
      own.current?.focus();
      own.current?.setSelectionRange(at, at);
      setCaret(at);
    });
  };
  const take = (hint: Hint) => {
    const text = draft.slice(0, term.start) + hint.insert + draft.slice(term.end);
    const at = term.start + hint.insert.length;
    setActive(-1);
    if (hint.final && !editing) return commit(whole(text));
    const spaced = hint.final ? `${text.slice(0, at)} ${text.slice(at).trimStart()}` : text;
    setDraft(spaced);
    setCaret(at);
    requestAnimationFrame(() => own.current?.setSelectionRange(at, at));
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hints.length > 0) {
      event.preventDefault();
      setOpen(true);
      setActive((now) => (event.key === "ArrowDown" ? (now + 1) % hints.length : (now <= 0 ? hints.length : now) - 1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      const hint = open ? hints[active] : undefined;
      if (hint) take(hint);
      else commit(whole(draft));
    } else if (event.key === "Tab" && open && hints[Math.max(0, active)] && draft) {
      event.preventDefault();
      take(hints[Math.max(0, active)] as Hint);
    } else if (event.key === "Escape") {
      if (open && hints.length > 0 && label) {
        event.preventDefault(); // or the dialog would close, too
        setOpen(false);
      } else if (open && draft) setOpen(false);
      else {
        setEditing(false);
        setDraft("");
        own.current?.blur();
      }
    } else if (event.key === "Backspace" && draft === "" && !editing && value) {
      event.preventDefault();
      edit(value.length);
    }
  };

  return (
    <div className="searchbox" {...(label ? {} : { role: "search" })}>
      <div className={mistake ? "query bad" : "query"}>
        <Icon name="search" className="faint" />
        {!editing && tokens.map((token, index) => <TokenChip key={`${token.start}`} token={token} onEdit={() => edit(token.end)} onRemove={() => onChange(without(value, index))} />)}
        <input
          ref={(element) => {
            own.current = element;
            ref.current = element;
          }}
          role="combobox"
          aria-label={label ?? `Search ${about}`}
          aria-expanded={open && hints.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={open && active >= 0 ? `${list}-${active}` : undefined}
          aria-invalid={mistake !== null}
          autoComplete="off"
          spellCheck={false}
          placeholder={tokens.length > 0 && !editing ? "Add a condition, or words" : (placeholder ?? "Search by condition or by any words")}
          value={draft}
          onChange={(event) => {
            setDraft(event.target.value);
            setCaret(event.target.selectionStart ?? event.target.value.length);
            setOpen(true);
            setActive(-1);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          // In a form it would cover the fields under it before anybody asked.
          onFocus={() => !label && setOpen(true)}
          onClick={() => setOpen(true)}
          onBlur={() =>
            onceReleased(() => {
              setOpen(false);
              if (editing || draft.trim()) commit(whole(draft));
            })
          }
          onKeyDown={onKey}
        />
        {!editing && !label && <kbd className="x">/</kbd>}
      </div>
      {open && hints.length > 0 && <HintList id={list} hints={hints} active={active} byTab={draft !== ""} onTake={take} onActive={setActive} />}
      {mistake && <Mistake problem={mistake} text={value} />}
    </div>
  );
}

/**
 * Acts at once, or when the mouse that is being pressed is released: what is under it must not move away before its click
 * is counted, and that click shall find what was done here.
 */
function onceReleased(act: () => void): void {
  if (!document.querySelector("button:active, a:active")) act();
  else window.addEventListener("mouseup", () => flushSync(act), { once: true, capture: true });
}

function TokenChip({ token, onEdit, onRemove }: { token: Token; onEdit: () => void; onRemove: () => void }) {
  if (token.kind === "operator" || token.kind === "bracket") return <span className="tok op">{token.text}</span>;
  return (
    <span className={token.negated ? "tok neg" : "tok"}>
      <button type="button" className="body" onClick={onEdit} aria-label={`Edit ${token.text}`}>
        {token.key ? (
          <>
            <span className="k">
              {token.negated ? "−" : ""}
              {token.key}:
            </span>
            {token.value}
          </>
        ) : (
          token.text
        )}
      </button>
      <button type="button" aria-label={`Remove ${token.text}`} onClick={onRemove}>
        <Icon name="x" small />
      </button>
    </span>
  );
}

/** The sentence, and the text with the place marked. */
function Mistake({ problem, text }: { problem: Problem; text: string }) {
  const place = problem.place;
  const at = place ? Math.min(place.position, text.length) : 0;
  const end = place ? Math.max(at + 1, at + place.length) : 0;
  return (
    <p className="mistake" role="alert">
      <Icon name="tri" small />
      {place && (
        <code>
          {text.slice(0, at)}
          <mark>{text.slice(at, end) || " "}</mark>
          {text.slice(end)}
        </code>
      )}
      <span>{problem.message}</span>
    </p>
  );
}


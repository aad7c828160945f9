import * as Popover from "@radix-ui/react-popover";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import type { Assignee } from "@/lib/api/types";
import { useLayer } from "@/lib/keyboard";
import { membersQuery, teamsQuery } from "@/lib/projects";
import { useMe, useOrg } from "@/lib/session";
import { Avatar } from "./Avatar";
import { floatingHome } from "./landmark";

interface Props {
  trigger: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onPick: (to: Assignee | null) => void;
  side?: "top" | "bottom";
}

interface Option {
  id: string;
  label: string;
  note: string;
  to: Assignee | null;
}

/** Whose turn it is: me, a member, a team, nobody. `m` right after opening is me. */
export function AssignPicker({ trigger, open, onOpenChange, onPick, side = "bottom" }: Props) {
  useLayer(open);
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal container={floatingHome()}>
        <Popover.Content className="pop" align="end" side={side} sideOffset={6} collisionPadding={8} aria-label="Assign to">
          <Choices
            onPick={(to) => {
              onOpenChange(false);
              onPick(to);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Choices({ onPick }: { onPick: (to: Assignee | null) => void }) {
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const list = useId();
  const options = useOptions().filter((one) => `${one.label} ${one.note}`.toLowerCase().includes(typed.trim().toLowerCase()));
  const opened = useRef(0);
  useEffect(() => {
    opened.current = Date.now();
  }, []);
  const at = Math.min(active, options.length - 1);

  const onKey = (event: KeyboardEvent) => {
    if (event.key === "m" && typed === "" && Date.now() - opened.current < 1000) {
      event.preventDefault();
      onPick(options[0]?.to ?? null);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setActive((at + (event.key === "ArrowDown" ? 1 : -1) + options.length) % Math.max(1, options.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      const chosen = options[at];
      if (chosen) onPick(chosen.to);
    }
  };

  return (
    <>
      <input
        className="field sm"
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={options[at] ? `${list}-${at}` : undefined}
        aria-label="Member or team"
        placeholder="Member or team"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKey}
      />
      <div className="ls" role="listbox" id={list} aria-label="Assign to">
        {options.map((option, index) => (
          // The field above has the focus and the keys; the options follow it.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={option.id}
            id={`${list}-${index}`}
            className="it"
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onPointerMove={() => setActive(index)}
            onClick={() => onPick(option.to)}
          >
            <Avatar name={option.to?.name ?? null} {...(option.to ? { id: `${option.to.type}${option.to.id}`, team: option.to.type === "team" } : {})} />
            <span className="grow clip">{option.label}</span>
            <span className="faint">{option.note}</span>
            {index === 0 && typed === "" && <kbd>m</kbd>}
          </div>
        ))}
        {options.length === 0 && <p className="none">Nobody has that name here.</p>}
      </div>
    </>
  );
}

function useOptions(): Option[] {
  const org = useOrg();
  const me = useMe();
  const members = useQuery(membersQuery(org.slug)).data ?? [];
  const teams = useQuery(teamsQuery(org.slug)).data ?? [];
  const user = (id: string, name: string, email: string): Assignee => ({ type: "user", id, name: name || email, email });
  return [
    { id: "me", label: me.name || me.email, note: "you", to: user(me.id, me.name, me.email) },
    ...members
      .filter((one) => one.user && one.user.id !== me.id)
      .map((one) => ({ id: `u${one.id}`, label: one.name || one.email, note: "", to: user(one.user?.id ?? "", one.name, one.email) })),
    ...teams.map((one) => ({ id: `t${one.id}`, label: one.name || one.slug, note: "team", to: { type: "team" as const, id: one.id, name: one.name || one.slug } })),
    { id: "nobody", label: "Nobody", note: "give it back", to: null },
  ];
}

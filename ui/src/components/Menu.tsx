import * as Radix from "@radix-ui/react-dropdown-menu";
import { useState, type ReactNode } from "react";
import { useLayer } from "@/lib/keyboard";
import { Icon, type IconName } from "./Icon";
import { floatingHome } from "./landmark";

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end" | "center";
  side?: "top" | "bottom";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  label?: string;
}

/** A menu under its button; while it is open, the keys of the page are silent. */
export function Menu({ trigger, children, align = "end", side = "bottom", open, onOpenChange, label }: MenuProps) {
  const [own, setOwn] = useState(false);
  const isOpen = open ?? own;
  useLayer(isOpen);
  return (
    // Not modal: a modal menu would lock the scroll by a style element, which the content security policy refuses.
    <Radix.Root modal={false} open={isOpen} onOpenChange={onOpenChange ?? setOwn}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={floatingHome()}>
        <Radix.Content className="pop" align={align} side={side} sideOffset={6} collisionPadding={8} {...(label ? { "aria-label": label } : {})}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface ItemProps {
  icon?: IconName;
  children: ReactNode;
  keys?: string;
  /** Grey words at the right. */
  note?: ReactNode;
  onSelect: () => void;
  disabled?: boolean;
}

export function MenuItem({ icon, children, keys, note, onSelect, disabled }: ItemProps) {
  return (
    <Radix.Item className="it" onSelect={onSelect} {...(disabled ? { disabled } : {})}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {note !== undefined && <span className="faint num pushed">{note}</span>}
      {keys && <kbd>{keys}</kbd>}
    </Radix.Item>
  );
}

interface ChoiceProps {
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: ReactNode; note?: ReactNode }[];
}

/** Exactly one of several, the chosen one with a check. */
export function MenuChoice({ value, onChange, options }: ChoiceProps) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onChange}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className="it">
          <span className="mk">
            <Radix.ItemIndicator>
              <Icon name="check" small />
            </Radix.ItemIndicator>
          </span>
          <span>{option.label}</span>
          {option.note !== undefined && <span className="faint num pushed">{option.note}</span>}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuLine() {
  return <Radix.Separator className="sep" />;
}

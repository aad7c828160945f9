import type { ReactNode } from "react";
import { UNTIL, type Until } from "@/lib/issues";
import { Menu, MenuItem, MenuLine } from "./Menu";

interface Props {
  trigger: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onPick: (until: Until | null) => void;
  side?: "top" | "bottom";
}

/** Ignore, and until when. */
export function IgnoreMenu({ trigger, open, onOpenChange, onPick, side }: Props) {
  const pick = (until: Until | null) => {
    onOpenChange(false);
    onPick(until);
  };
  const byDigit = (event: React.KeyboardEvent) => {
    const until = UNTIL[Number(event.key) - 1];
    if (!until) return;
    event.preventDefault();
    pick(until);
  };
  return (
    <Menu trigger={trigger} open={open} onOpenChange={onOpenChange} label="Ignore" {...(side ? { side } : {})}>
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions -- keys 1 to 3 bubble up from the items */}
      <div onKeyDown={byDigit}>
        {UNTIL.map((until, index) => (
          <MenuItem key={until.label} icon={until.icon} keys={`i ${index + 1}`} onSelect={() => pick(until)}>
            {until.label}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem icon="mute" onSelect={() => pick(null)}>
          For good
        </MenuItem>
      </div>
    </Menu>
  );
}

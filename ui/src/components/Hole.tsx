import * as Tooltip from "@radix-ui/react-tooltip";
import type { Removal } from "@/lib/api/types";
import { holeWords } from "@/lib/removals";
import { Icon } from "./Icon";
import { floatingHome } from "./landmark";

/** Where a value was removed: a labelled, hatched hole that names its rule on hover, focus and to screen readers. */
export function Hole({ removal }: { removal: Pick<Removal, "label" | "rule" | "method" | "length"> & { kept?: string } }) {
  const { name, sentence } = holeWords(removal);
  return (
    <Tooltip.Root delayDuration={150}>
      <Tooltip.Trigger asChild>
        <button type="button" className="hole" aria-label={`${name}: ${sentence}`}>
          <Icon name="eyeoff" small />
          <b>{name}</b>
          {removal.kept && <span>{removal.kept}</span>}
        </button>
      </Tooltip.Trigger>
      <Tooltip.Portal container={floatingHome()}>
        <Tooltip.Content className="tip" sideOffset={4} collisionPadding={8}>
          {sentence}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

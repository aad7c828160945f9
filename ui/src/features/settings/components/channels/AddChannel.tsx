import { kindIcon } from "@/components/delivery-marks";
import { Icon } from "@/components/Icon";
import { Menu, MenuItem } from "@/components/Menu";
import type { ChannelKind } from "@/lib/api/types";
import { COMMONEST } from "../../channels";

interface Props {
  kinds: readonly ChannelKind[];
  isFirst: boolean;
  may: boolean;
  mayForAll: boolean;
  onAdd: (kind: string) => void;
}

/** The commonest kinds as buttons, the others in a menu. */
export function AddChannel({ kinds, isFirst, may, mayForAll, onAdd }: Props) {
  const common = kinds.filter((one) => COMMONEST.includes(one.id));
  const others = kinds.filter((one) => !COMMONEST.includes(one.id));
  return (
    <section className="addrow" aria-label="Add a channel">
      {!isFirst && <h2 className="ttl sm">Add a channel</h2>}
      {isFirst && <p className="muted">Until there is one, alerts land in the inbox here, and in people’s mail where mail is set up. Choose where else they should go:</p>}
      {!may && <p className="note info">A member of the organization can add channels of her own, an admin those for everybody.</p>}
      {may && !mayForAll && <p className="faint small-text">You can add channels of your own; an admin adds those for everybody.</p>}
      <div className="hstack wrap add-kinds">
        {common.map((one) => (
          <button key={one.id} type="button" className="btn tall" disabled={!may} onClick={() => onAdd(one.id)}>
            <Icon name={kindIcon(one.id)} />
            {one.label}
          </button>
        ))}
        <Menu
          label="Other kinds"
          align="start"
          trigger={
            <button type="button" className="btn tall quiet" disabled={!may}>
              <Icon name="plus" />
              Another kind
              <Icon name="down" small />
            </button>
          }
        >
          {others.map((one) => (
            <MenuItem key={one.id} icon={kindIcon(one.id)} onSelect={() => onAdd(one.id)}>
              {one.label}
            </MenuItem>
          ))}
        </Menu>
      </div>
    </section>
  );
}

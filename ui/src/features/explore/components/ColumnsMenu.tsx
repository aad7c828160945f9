import { useState } from "react";
import { Dialog } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { FIELDS, toggled } from "../fields";
import { NameForm } from "./NameForm";

interface Props {
  columns: readonly string[];
  onColumns: (columns: string[]) => void;
}

/** Which fields the table shows: ours by a check, tags by their name. */
export function ColumnsMenu({ columns, onColumns }: Props) {
  const [open, setOpen] = useState(false);
  const tags = columns.filter((one) => !FIELDS.includes(one));
  return (
    <>
      <button type="button" className="btn" aria-label="Columns" onClick={() => setOpen(true)}>
        <Icon name="rows" />
        <span className="wide">Columns</span>
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} label="Columns">
        <div className="columns-of">
        <ul className="columns-list">
          {[...FIELDS, ...tags].map((name) => (
            <li key={name}>
              <label className="hstack">
                <input type="checkbox" className="check" checked={columns.includes(name)} onChange={() => onColumns(toggled(columns, name))} />
                <code>{name}</code>
              </label>
            </li>
          ))}
        </ul>
        <NameForm label="Show another tag" placeholder="a tag: customer" onName={(name) => !columns.includes(name) && onColumns([...columns, name])} />
        </div>
      </Dialog>
    </>
  );
}

import { useState } from "react";
import { Confirm } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Menu, MenuItem, MenuLine } from "@/components/Menu";
import { messageOf } from "@/lib/api/problem";
import type { SavedView } from "@/lib/api/types";
import type { IssueFilter } from "@/lib/issues";
import { useNotices } from "@/lib/notices";
import { useSavingViews, type ViewText } from "../api/saved-views";
import type { ListScope } from "./ScopeMenus";
import { ViewDialog } from "./ViewDialog";

interface Props {
  org: string;
  filter: IssueFilter;
  current: SavedView | undefined;
  /** Whether no tab stands for what is shown. */
  fresh: boolean;
  onChange: (part: ListScope) => void;
}

/** Keeps what is shown as a view, and what a person may do to the view they are on. */
export function SaveView({ org, filter, current, fresh, onChange }: Props) {
  const { tell } = useNotices();
  const saving = useSavingViews(org);
  const [dialog, setDialog] = useState<"create" | "edit" | "delete" | null>(null);
  const shown = { query: filter.query, sort: filter.sort as SavedView["sort"] };
  const changed = current !== undefined && (shown.query !== current.query || shown.sort !== current.sort);
  const close = () => setDialog(null);

  const create = async (text: ViewText) => {
    const made = await saving.create(text);
    tell(`View “${made.name}” saved`);
    onChange({ view: made.id, query: undefined, sort: undefined });
  };
  const update = async (part: Partial<ViewText>) => {
    if (!current) return;
    const saved = await saving.update(current.id, part);
    tell(`View “${saved.name}” saved`);
    if (part.query !== undefined) onChange({ query: undefined, sort: undefined });
  };
  const remove = async (view: SavedView) => {
    onChange({ view: undefined, query: view.query, sort: view.sort });
    try {
      await saving.remove(view.id);
      tell(`View “${view.name}” deleted`);
    } catch (error) {
      tell(`“${view.name}” stayed: ${messageOf(error)}`, { tone: "failed" });
    }
  };
  const keep = () => void update(shown).catch((error: unknown) => tell(`Not saved: ${messageOf(error)}`, { tone: "failed" }));

  return (
    <>
      {fresh && (
        <button type="button" className="btn quiet" title="Keep this search and order as a tab" onClick={() => setDialog("create")}>
          <Icon name="plus" />
          Save view
        </button>
      )}
      {changed && current.mayChange && (
        <button type="button" className="btn quiet" title={`Keep this search and order in “${current.name}”`} onClick={keep}>
          Save changes
        </button>
      )}
      {current && (
        <Menu
          label="This view"
          trigger={
            <button type="button" className="btn quiet icon" aria-label={`View ${current.name}: save, rename, share, delete`}>
              <Icon name="dots" />
            </button>
          }
        >
          {changed && (
            <MenuItem icon="back" onSelect={() => onChange({ query: undefined, sort: undefined })}>
              Back to how it was saved
            </MenuItem>
          )}
          <MenuItem icon="plus" onSelect={() => setDialog("create")}>
            Save as another view…
          </MenuItem>
          {current.mayChange && (
            <>
              <MenuItem icon="md" onSelect={() => setDialog("edit")}>
                Rename or share…
              </MenuItem>
              <MenuLine />
              <MenuItem icon="bin" onSelect={() => setDialog("delete")}>
                Delete…
              </MenuItem>
            </>
          )}
        </Menu>
      )}
      {dialog === "create" && <ViewDialog title="Save view" text={{ ...shown, name: "", shared: false }} onSave={create} onClose={close} />}
      {dialog === "edit" && current && <ViewDialog title="Rename or share the view" text={current} onSave={({ name, shared }) => update({ name, shared })} onClose={close} />}
      {dialog === "delete" && current && (
        <Confirm open onClose={close} title={`Delete the view “${current.name}”?`} action="Delete the view" onConfirm={() => void remove(current)}>
          {current.shared ? "The tab goes away for everybody in the organization." : "The tab goes away."} The issues stay.
        </Confirm>
      )}
    </>
  );
}

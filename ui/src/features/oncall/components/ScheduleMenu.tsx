import { useState } from "react";
import { Confirm } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { Menu, MenuItem, MenuLine } from "@/components/Menu";
import type { Schedule } from "@/lib/api/types";
import { messageOf } from "@/lib/api/problem";
import { useNotices } from "@/lib/notices";
import { deleteSchedule, useRenewOnCall } from "../api/schedules";
import { ScheduleDialog } from "./ScheduleDialog";

/** What can be done with the schedule itself. */
export function ScheduleMenu({ org, schedule }: { org: string; schedule: Schedule }) {
  const [open, setOpen] = useState<"edit" | "new" | "delete" | null>(null);
  const { tell } = useNotices();
  const renew = useRenewOnCall(org);
  const remove = async () => {
    try {
      await deleteSchedule(org, schedule.id);
      tell(`Schedule ${schedule.name} deleted`);
    } catch (error) {
      tell(messageOf(error), { tone: "failed" });
    }
    await renew();
  };
  return (
    <>
      <Menu
        label="Schedule"
        trigger={
          <button type="button" className="btn icon" aria-label="Change schedules" title="Change schedules">
            <Icon name="dots" />
          </button>
        }
      >
        <MenuItem icon="pen" onSelect={() => setOpen("edit")}>
          Edit {schedule.name}
        </MenuItem>
        <MenuItem icon="plus" onSelect={() => setOpen("new")}>
          Make another schedule
        </MenuItem>
        <MenuLine />
        <MenuItem icon="bin" onSelect={() => setOpen("delete")}>
          Delete {schedule.name}
        </MenuItem>
      </Menu>
      {open === "edit" && <ScheduleDialog org={org} schedule={schedule} onClose={() => setOpen(null)} />}
      {open === "new" && <ScheduleDialog org={org} onClose={() => setOpen(null)} />}
      <Confirm open={open === "delete"} onClose={() => setOpen(null)} title={`Delete the schedule “${schedule.name}”?`} action="Delete the schedule" onConfirm={() => void remove()}>
        {schedule.policies.length > 0 ? `The policy “${schedule.policies[0]}” tells it: change that first.` : "No policy tells it. Its overrides and its calendar link go with it."}
      </Confirm>
    </>
  );
}

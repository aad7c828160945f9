import { Confirm } from "@/components/Dialog";
import type { Override, Schedule } from "@/lib/api/types";
import { messageOf } from "@/lib/api/problem";
import { useNotices } from "@/lib/notices";
import { when } from "@/lib/time";
import { deleteOverride, useRenewOnCall } from "../api/schedules";

/** An override is taken back: the layers count again. */
export function TakeBackDialog({ org, schedule, override, onClose }: { org: string; schedule: Schedule; override: Override; onClose: () => void }) {
  const { tell } = useNotices();
  const renew = useRenewOnCall(org);
  const remove = async () => {
    try {
      await deleteOverride(org, schedule.id, override.id);
      tell("The override is taken back");
    } catch (error) {
      tell(messageOf(error), { tone: "failed" });
    }
    await renew();
  };
  return (
    <Confirm open onClose={onClose} title="Take this override back?" action="Take it back" onConfirm={() => void remove()}>
      From {when(override.startsAt)} to {when(override.endsAt)}, the layers of {schedule.name} count again.
    </Confirm>
  );
}

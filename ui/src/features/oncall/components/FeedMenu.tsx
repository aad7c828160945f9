import { Icon } from "@/components/Icon";
import { Menu, MenuItem, MenuLine } from "@/components/Menu";
import type { Schedule } from "@/lib/api/types";
import { messageOf } from "@/lib/api/problem";
import { copyText } from "@/lib/clipboard";
import { useNotices } from "@/lib/notices";
import { getFeed, renewFeed } from "../api/schedules";

/** The schedule for calendar programs, by a link that opens without logging in. */
export function FeedMenu({ org, schedule, can }: { org: string; schedule: Schedule; can: boolean }) {
  const { tell } = useNotices();
  const attempt = async (work: () => Promise<string>) => {
    try {
      tell(await work());
    } catch (error) {
      tell(messageOf(error), { tone: "failed" });
    }
  };
  const copy = (own: boolean) =>
    attempt(async () => {
      const feed = await getFeed(org, schedule.id);
      const url = (own ? feed.ownUrl : null) ?? feed.url;
      return (await copyText(url)) ? "Calendar link copied. Whoever has it reads this schedule." : url;
    });
  const renew = () =>
    attempt(async () => {
      const feed = await renewFeed(org, schedule.id);
      return (await copyText(feed.url)) ? "A new link is copied; the old one opens nothing any more." : feed.url;
    });
  return (
    <Menu
      label="Calendar link"
      trigger={
        <button type="button" className="btn" aria-label="Copy calendar link">
          <Icon name="cal" />
          <span className="wide">Copy calendar link</span>
        </button>
      }
    >
      <MenuItem icon="user" onSelect={() => void copy(true)}>
        Only your shifts
      </MenuItem>
      <MenuItem icon="users" onSelect={() => void copy(false)}>
        All of {schedule.name}
      </MenuItem>
      {can && (
        <>
          <MenuLine />
          <MenuItem icon="loop" onSelect={() => void renew()}>
            Renew the link
          </MenuItem>
        </>
      )}
    </Menu>
  );
}

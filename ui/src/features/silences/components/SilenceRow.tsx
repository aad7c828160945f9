import { useState } from "react";
import { Confirm } from "@/components/Dialog";
import { Icon } from "@/components/Icon";
import { messageOf } from "@/lib/api/problem";
import type { Silence } from "@/lib/api/types";
import { useNotices } from "@/lib/notices";
import { count } from "@/lib/numbers";
import { useNow } from "@/lib/now";
import { endSilence, useRenewSilences } from "../api/silences";
import { hoursOf, whenOf } from "../words";

/** One silence or maintenance window: why, what, until when, and what it holds. */
export function SilenceRow({ org, silence, may, onEdit }: { org: string; silence: Silence; may: boolean; onEdit: () => void }) {
  const now = useNow();
  const renew = useRenewSilences(org);
  const { tell } = useNotices();
  const [asking, setAsking] = useState(false);
  const over = silence.state === "over";
  const end = async () => {
    try {
      await endSilence(org, silence, new Date());
      tell(`“${silence.comment}” ended`);
    } catch (error) {
      tell(`It goes on: ${messageOf(error)}`, { tone: "failed" });
    }
    renew();
  };
  return (
    <li className={over ? "off" : undefined}>
      <Icon name={silence.kind === "maintenance" ? "clock" : "belloff"} label={silence.kind} className="faint" />
      <span className="rm">
        <b>{silence.comment}</b>
        <span className="sub">
          <code>{silence.matcher}</code>
          <span>
            {" · "}
            {silence.user ? silence.user.name || silence.user.email : "somebody who is gone"} · {hoursOf(silence, now)}
          </span>
        </span>
      </span>
      <span className="c-fired">
        <span>{whenOf(silence, now)}</span>
        {!over && <span className="faint">{silence.holds === 0 ? "holds nothing now" : `holds ${count(silence.holds, "alert")}`}</span>}
      </span>
      <span className="hstack">
        {may && !over && (
          <>
            <button type="button" className="btn quiet icon" aria-label={`Edit ${silence.comment}`} onClick={onEdit}>
              <Icon name="pen" />
            </button>
            <button type="button" className="btn" onClick={() => setAsking(true)}>
              End
            </button>
          </>
        )}
      </span>
      <Confirm open={asking} onClose={() => setAsking(false)} title={`End “${silence.comment}” now?`} keep="Let it go on" action="End it" onConfirm={() => void end()}>
        {silence.holds > 0 ? `${count(silence.holds, "open alert")} that it holds back will tell those they should.` : "It holds nothing back right now."}
        {silence.repeats ? " It will not come again." : ""}
      </Confirm>
    </li>
  );
}

import { memo, useState } from "react";
import type { Event } from "@/lib/api/types";
import { wrongs } from "../trouble";
import { Section } from "./Section";

const FIRST = 8;

/** Which fields of the event could not be taken as they were sent, and what was done with each. Nothing where all could. */
export const WhatWasWrong = memo(function WhatWasWrong({ event }: { event: Event }) {
  const [all, setAll] = useState(false);
  const list = wrongs(event.errors ?? [], event.removals ?? []);
  if (list.length === 0) return null;
  const shown = all ? list : list.slice(0, FIRST);
  return (
    <Section id="wrong" title="What could not be taken as it was sent" note={list.length === 1 ? "1 place" : `${list.length} places`}>
      <div className="why wrong" role="table" aria-label="Fields that were left out, corrected or cut">
        {shown.map((one, at) => (
          <div role="row" key={at}>
            <code role="cell">{one.place}</code>
            <span role="cell">{one.done}</span>
            <span role="cell" className="w">
              {one.sent && <code className="faint">{one.sent}</code>}
            </span>
          </div>
        ))}
      </div>
      {list.length > shown.length && (
        <button type="button" className="btn quiet earlier" onClick={() => setAll(true)}>
          Show {list.length - shown.length} more
        </button>
      )}
    </Section>
  );
});

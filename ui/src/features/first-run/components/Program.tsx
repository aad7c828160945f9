import { Fragment, useState } from "react";
import { CopyButton } from "@/components/CopyButton";
import { highlight } from "@/lib/highlight";
import { SNIPPETS, snippetFor } from "../snippets";

/** The snippet in the chosen language, with the DSN in it. */
export function Program({ dsn, platform }: { dsn: string; platform: string | null }) {
  const [chosen, setChosen] = useState(() => snippetFor(platform).id);
  const snippet = SNIPPETS.find((one) => one.id === chosen) ?? snippetFor(platform);
  const code = snippet.code(dsn);
  return (
    <>
      <div className="hstack wrap">
        <b className="grow">Add it to your program</b>
      </div>
      <div className="seg langs" role="group" aria-label="Language">
        {SNIPPETS.map((one) => (
          <button key={one.id} type="button" aria-pressed={one.id === chosen} onClick={() => setChosen(one.id)}>
            {one.name}
          </button>
        ))}
      </div>
      <div className="code snippet">
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so the keyboard must reach it */}
        <div className="lines" tabIndex={0} role="group" aria-label="Snippet">
          {code.split("\n").map((line, at) => (
            <Fragment key={at}>
              {at > 0 && "\n"}
              {highlight(line, snippet.language).map((piece, index) => (
                <span key={index} className={piece.kind}>
                  {piece.text}
                </span>
              ))}
            </Fragment>
          ))}
        </div>
        <CopyButton text={code} />
      </div>
    </>
  );
}

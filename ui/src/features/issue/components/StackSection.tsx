import { useNavigate, useSearch } from "@tanstack/react-router";
import { memo, useState } from "react";
import { CopyButton } from "@/components/CopyButton";
import { Icon } from "@/components/Icon";
import { Redacted } from "@/components/Redacted";
import type { Event } from "@/lib/api/types";
import { whole } from "@/lib/numbers";
import { cutFrom, type RemovalMap } from "@/lib/removals";
import { itemsOf, qualified, raisedIn, rawText, stacksOf, type FrameItem, type Stack } from "../stack";
import { FrameView } from "./FrameView";
import { Section } from "./Section";

/** A stack of its own shows who called, too; of a chain, each end shows where it was raised. */
const OPEN_ALONE = 3;
const OPEN_IN_CHAIN = 1;

/** The exceptions, cause first, and their frames: those of the program open, the rest folded and counted. */
export const StackSection = memo(function StackSection({ event, removals }: { event: Event; removals: RemovalMap }) {
  const { frames: mode = "app" } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [oldestFirst, setOldestFirst] = useState(false);
  const stacks = stacksOf(event);
  const count = stacks.reduce((sum, stack) => sum + stack.frames.length, 0);
  const show = (frames: "all" | "raw" | undefined) => void navigate({ to: ".", search: (old) => ({ ...old, frames }), replace: true, resetScroll: false });

  if (stacks.length === 0) return <Message event={event} removals={removals} />;
  return (
    <Section
      id="stack"
      title="Stack"
      actions={
        count > 0 && (
          <>
            <span className="seg" role="group" aria-label="Frames">
              <button type="button" aria-pressed={mode === "app"} onClick={() => show(undefined)}>
                In app
              </button>
              <button type="button" aria-pressed={mode === "all"} onClick={() => show("all")}>
                All <span className="wide">{count} {count === 1 ? "frame" : "frames"}</span>
              </button>
              <button type="button" aria-pressed={mode === "raw"} onClick={() => show("raw")}>
                Raw
              </button>
            </span>
            <button
              type="button"
              className="btn quiet icon wide"
              aria-label={oldestFirst ? "Oldest call first; press for newest first" : "Newest call first; press for oldest first"}
              title={oldestFirst ? "Oldest call first" : "Newest call first"}
              onClick={() => setOldestFirst(!oldestFirst)}
            >
              <Icon name="sort" />
            </button>
          </>
        )
      }
    >
      {stacks.some((stack) => stack.exception) && <Chain stacks={stacks} removals={removals} />}
      {mode === "raw" ? (
        <div className="code raw">
          {rawText(stacks, event.platform)}
          <CopyButton text={rawText(stacks, event.platform)} />
        </div>
      ) : (
        stacks.map((stack, index) => (
          <Frames
            key={`${event.id}-${stack.path}-${mode}-${oldestFirst}`}
            stack={stack}
            heading={stacks.length > 1}
            items={itemsOf(stack.frames, oldestFirst, mode === "all")}
            event={event}
            removals={removals}
            openAtFirst={stacks.length === 1 ? OPEN_ALONE : index === 0 || index === stacks.length - 1 ? OPEN_IN_CHAIN : 0}
          />
        ))
      )}
      {count === 0 && <p className="muted">This event came without a stack. SDKs attach one to every exception, and to messages with attach_stacktrace.</p>}
    </Section>
  );
});

function Chain({ stacks, removals }: { stacks: readonly Stack[]; removals: RemovalMap }) {
  return (
    <ol className="chain" aria-label="Exceptions, cause first">
      {stacks.map((stack, index) => {
        const at = raisedIn(stack.frames);
        const { exception } = stack;
        return (
          <li key={stack.path} aria-current={index === 0 ? "true" : undefined}>
            <span className="clip">
              <b>{exception?.type ?? "Error"}</b> {exception?.value && <Redacted text={exception.value} removals={removals.get(`${stack.path}.value`)} />}{" "}
              {at && <span className="faint">in {qualified(at)}</span>}
            </span>
            {index === 0 && stacks.length > 1 && <span className="tag">cause</span>}
            {exception?.mechanism?.handled === false && <span className="tag">not handled</span>}
          </li>
        );
      })}
    </ol>
  );
}

interface FramesProps {
  stack: Stack;
  heading: boolean;
  items: readonly FrameItem[];
  event: Event;
  removals: RemovalMap;
  openAtFirst: number;
}

function Frames({ stack, heading, items, event, removals, openAtFirst }: FramesProps) {
  if (stack.frames.length === 0) return null;
  const base = stack.path ? `${stack.path}.stacktrace.frames` : "stacktrace.frames";
  const candidates = items.filter((item) => item.kind === "frame" && (item.frame.context?.length || Object.keys(item.frame.vars ?? {}).length));
  const open = new Set(candidates.slice(0, openAtFirst));
  const came = cutFrom(removals.get(base));
  return (
    <>
      {heading && (
        <h3 className="of">
          {stack.title} <span className="faint num">{stack.frames.length} {stack.frames.length === 1 ? "frame" : "frames"}</span>
        </h3>
      )}
      <div className="frames">
        {items.map((item) =>
          item.kind === "frame" ? (
            <FrameView key={item.index} frame={item.frame} path={`${base}.${item.index}`} platform={event.platform} removals={removals} initiallyOpen={open.has(item)} raised={item.index === stack.frames.length - 1} />
          ) : (
            <Fold key={`fold-${item.frames[0]?.index}`} last={stack.frames.length - 1} item={item} base={base} event={event} removals={removals} />
          ),
        )}
      </div>
      {came !== null && (
        <p className="faint small-text below">
          {whole(came)} frames came; the {whole(came - stack.frames.length)} in the middle were cut for their size.
        </p>
      )}
    </>
  );
}

function Fold({ item, last, base, event, removals }: { item: Extract<FrameItem, { kind: "fold" }>; last: number; base: string; event: Event; removals: RemovalMap }) {
  const [open, setOpen] = useState(false);
  const { length } = item.frames;
  const names = item.packages.slice(0, 4).join(", ") + (item.packages.length > 4 ? ` and ${item.packages.length - 4} more` : "");
  return (
    <>
      <button type="button" className="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? "down" : "right"} small />
        {length} {length === 1 ? "frame" : "frames"} in {names || "libraries"}
      </button>
      {open && item.frames.map(({ frame, index }) => <FrameView key={index} frame={frame} path={`${base}.${index}`} platform={event.platform} removals={removals} initiallyOpen={false} raised={index === last} />)}
    </>
  );
}

function Message({ event, removals }: { event: Event; removals: RemovalMap }) {
  const message = event.entries.find((one) => one.type === "message");
  const text = message?.data.formatted ?? message?.data.message ?? event.message ?? event.title;
  return (
    <Section id="stack" title="Message">
      {text ? (
        <div className="code wrap-text">
          <Redacted text={text} removals={removals.get("logentry.formatted") ?? removals.get("logentry.message")} />
        </div>
      ) : (
        <p className="muted">None: the program sent neither words nor an exception.</p>
      )}
      <p className="faint small-text below">This event came without a stack. SDKs attach one to every exception, and to messages with attach_stacktrace.</p>
    </Section>
  );
}

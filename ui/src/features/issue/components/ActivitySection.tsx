import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Fragment, useState, type KeyboardEvent, type ReactNode, type RefObject } from "react";
import { Avatar } from "@/components/Avatar";
import { Icon } from "@/components/Icon";
import { Skeleton } from "@/components/states";
import { Time } from "@/components/Time";
import { send } from "@/lib/api/client";
import { messageOf } from "@/lib/api/problem";
import type { Activity, Member } from "@/lib/api/types";
import { useDraft } from "@/lib/draft";
import { MOD } from "@/lib/keyboard";
import { membersQuery } from "@/lib/projects";
import { useCan, useMe } from "@/lib/session";
import { useActivity } from "../api/queries";
import { activityLook } from "../activity-words";
import { Section } from "./Section";

interface Props {
  org: string;
  issue: string;
  commentRef: RefObject<HTMLTextAreaElement | null>;
  /** While what stands over it is on its way, so that it does not move away under somebody who reads. */
  waits: boolean;
}

/** What people and Redshank did to the issue, and what people said. */
export function ActivitySection({ org, issue, commentRef, waits }: Props) {
  const { data, isPending, isError } = useActivity(org, issue);
  return (
    <Section id="activity" title="Activity" hidden={waits}>
      {isPending && <Skeleton lines={3} label="Loading the activity" />}
      {isError && <p className="muted">The activity cannot be read right now.</p>}
      <ol className="acts">{data?.map((one) => <Line key={one.id} org={org} issue={issue} activity={one} />)}</ol>
      <CommentBox org={org} issue={issue} fieldRef={commentRef} />
    </Section>
  );
}

function Line({ org, issue, activity }: { org: string; issue: string; activity: Activity }) {
  const me = useMe();
  const client = useQueryClient();
  const look = activityLook(activity);
  const name = activity.user?.name || activity.user?.email;
  const text = activity.type === "note" ? String(activity.data["text"] ?? "") : null;
  const remove = async () => {
    await send("DELETE", `/organizations/${org}/issues/${issue}/notes/${activity.id}/`);
    await client.invalidateQueries({ queryKey: ["activity", org] });
  };
  return (
    <li>
      {name ? <Avatar name={name} id={`user${activity.user?.id ?? ""}`} decorative /> : <Icon name={look.icon} />}
      <div className="grow">
        {name && <b>{name} </b>}
        {look.words.map((word, index) => (typeof word === "string" ? <Fragment key={index}>{word}</Fragment> : <b key={index}>{word.bold}</b>))}
        {text !== null && <div className="cm">{noteText(text)}</div>}
      </div>
      {text !== null && activity.user?.id === me.id && (
        <button type="button" className="btn quiet icon" aria-label="Delete this comment" title="Delete this comment" onClick={() => void remove()}>
          <Icon name="bin" />
        </button>
      )}
      <Time at={activity.dateCreated} withAgo className="nowrap" />
    </li>
  );
}

/** Comments are text: only `code` and @mentions look different. */
function noteText(text: string): ReactNode[] {
  return text.split(/(`[^`\n]+`|@[\w.+-]+(?:@[\w.-]+)?)/).map((part, index) => {
    if (/^`.+`$/.test(part)) return <code key={index}>{part.slice(1, -1)}</code>;
    if (part.startsWith("@")) return <b key={index}>{part}</b>;
    return <Fragment key={index}>{part}</Fragment>;
  });
}

function CommentBox({ org, issue, fieldRef }: { org: string; issue: string; fieldRef: RefObject<HTMLTextAreaElement | null> }) {
  const client = useQueryClient();
  const [text, setText] = useDraft(`issue.${issue}`);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { data: members = [] } = useQuery(membersQuery(org));
  const [caret, setCaret] = useState(0);
  const mention = mentionAt(text, caret);
  const offered = mention === null ? [] : members.filter((one) => `${one.name} ${one.email}`.toLowerCase().includes(mention.toLowerCase())).slice(0, 5);

  const say = async () => {
    if (!text.trim()) return;
    setBusy(true);
    setProblem(null);
    try {
      await send("POST", `/organizations/${org}/issues/${issue}/notes/`, { text });
      setText("");
      await client.invalidateQueries({ queryKey: ["activity", org] });
      void client.invalidateQueries({ queryKey: ["issue", org, issue] });
    } catch (error) {
      setProblem(messageOf(error));
    }
    setBusy(false);
  };
  const may = useCan("member");
  const take = (member: Member) => {
    const start = caret - (mention?.length ?? 0);
    setText(`${text.slice(0, start)}${handleOf(member)} ${text.slice(caret)}`);
    fieldRef.current?.focus();
  };
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Escape") event.currentTarget.blur();
    else if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void say();
    else if (event.key === "Tab" && offered[0] && mention) {
      event.preventDefault();
      take(offered[0]);
    }
  };

  return (
    <div className="say-it">
      <textarea
        ref={fieldRef}
        className="field"
        rows={3}
        disabled={!may}
        placeholder={may ? "Say something, @ to mention." : "A member of this organization may comment."}
        aria-label="Comment"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setCaret(event.target.selectionStart);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKey}
      />
      {offered.length > 0 && (
        <div className="hstack wrap" role="group" aria-label="Members to mention">
          {offered.map((one) => (
            <button key={one.id} type="button" className="btn quiet" onClick={() => take(one)}>
              <Avatar name={one.name || one.email} id={`user${one.user?.id ?? ""}`} decorative />
              {one.name || one.email}
            </button>
          ))}
        </div>
      )}
      {(text.trim() || problem) && (
        <div className="hstack end">
          {problem && (
            <span className="wine grow" role="alert">
              {problem}
            </span>
          )}
          <button type="button" className="btn" disabled={busy} onClick={() => void say()}>
            Comment <kbd>{MOD.trim()} ↵</kbd>
          </button>
        </div>
      )}
    </div>
  );
}

/** What stands after the @ before the caret; null when no name is being typed. */
function mentionAt(text: string, caret: number): string | null {
  return /(?:^|\s)@([\w.+-]{0,40})$/.exec(text.slice(0, caret))?.[1] ?? null;
}

function handleOf(member: Member): string {
  return member.email.split("@")[0] ?? member.email;
}

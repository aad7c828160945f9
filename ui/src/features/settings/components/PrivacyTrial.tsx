import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Redacted } from "@/components/Redacted";
import { send } from "@/lib/api/client";
import { messageOf } from "@/lib/api/problem";
import type { PrivacyBody, PrivacyTrial as Trial } from "@/lib/api/types";

const SAMPLE = `user.id      55120
user.email   mira@fictional.example
user.ip      192.0.2.41
message      mira@fictional.example paid
             with 4111 1111 1111 1111
headers      Authorization: Bearer kz83-no-real-token
query        password=kz83-no&basket=8841207
extra.order  4111111111111112
extra.desk   +46 8 123 456 78`;

/** A piece of an event on the left, what the rules as they stand in the form leave of it on the right, as the server applies them. */
export function PrivacyTrial({ path, rules: draft, unsaved }: { path: string; rules: PrivacyBody; unsaved: boolean }) {
  const [text, setText] = useState(SAMPLE);
  const [asked, setAsked] = useState({ text, rules: draft });
  const rulesKey = JSON.stringify(draft);
  useEffect(() => {
    const timer = window.setTimeout(() => setAsked({ text, rules: JSON.parse(rulesKey) as PrivacyBody }), 250);
    return () => window.clearTimeout(timer);
  }, [text, rulesKey]);
  const { data, error } = useQuery({
    queryKey: ["privacy-trial", path, asked],
    queryFn: () => send<Trial>("POST", `${path}try/`, asked),
    enabled: asked.text.trim() !== "",
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const removals = data?.removals ?? [];
  const rules = new Set(removals.map((one) => one.rule)).size;
  return (
    <section className="panel" aria-labelledby="h-try">
      <header>
        <h2 id="h-try">Try it</h2>
        <span className="faint clip">{unsaved ? "with the rules as they stand below, not saved yet" : "with the rules as they are saved"}</span>
      </header>
      <div className="io">
        <div>
          <label className="faint small-text" htmlFor="trial">
            A piece of an event
          </label>
          <textarea id="trial" spellCheck={false} value={text} maxLength={20_000} onChange={(event) => setText(event.target.value)} />
        </div>
        <div>
          <div className="faint small-text" role="status">
            What would be stored{data && `: ${removals.length} ${removals.length === 1 ? "value" : "values"} removed by ${rules} ${rules === 1 ? "rule" : "rules"}`}
          </div>
          <pre>{error ? <span className="wine">{messageOf(error)}</span> : data && asked.text.trim() ? <Redacted text={data.text} removals={removals} /> : ""}</pre>
        </div>
      </div>
    </section>
  );
}

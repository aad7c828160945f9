import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Icon } from "@/components/Icon";
import { fieldProblems } from "@/lib/api/fields";
import { messageOf, Problem } from "@/lib/api/problem";
import type { Rule } from "@/lib/api/types";
import { useNotices } from "@/lib/notices";
import { useCan } from "@/lib/session";
import { createRule, updateRule, useDryRun, useRenewRules } from "../api/rules";
import { nameOf, suggestedName, type Draft } from "../draft";
import { Advanced } from "./Advanced";
import { DryRunPanel } from "./DryRunPanel";
import { RuleSentence } from "./RuleSentence";
import { Problems } from "./Problems";

const DRY_DAYS = 14;

/** The rule as a sentence, and beside it what it would have done. */
export function RuleEditor({ org, start, rule }: { org: string; start: Draft; rule: Rule | null }) {
  const navigate = useNavigate();
  const { tell } = useNotices();
  const renew = useRenewRules(org);
  const may = useCan("member");
  const [draft, setDraft] = useState(start);
  const [days, setDays] = useState(DRY_DAYS);
  const [refused, setRefused] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const dry = useDryRun(org, draft, days);
  const error = refused ?? dry.error;
  const problems = fieldProblems(error);
  const change = (part: Partial<Draft>) => {
    setRefused(null);
    setDraft((old) => ({ ...old, ...part }));
  };
  const touched = JSON.stringify(draft) !== JSON.stringify(start);

  const save = async () => {
    setBusy(true);
    setRefused(null);
    try {
      const kept = rule ? await updateRule(org, rule.id, { ...draft, name: nameOf(draft) }) : await createRule(org, draft);
      tell(rule ? `${kept.name} saved. It holds from now on.` : `${kept.name} is watched from now on`);
      renew();
      void navigate({ to: "/$org/alerts/rules", params: { org }, search: {} });
    } catch (caught) {
      setRefused(caught);
      setBusy(false);
    }
  };

  return (
    <form
      className="rule-edit"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className="rule-form">
        <RuleSentence org={org} draft={draft} problems={problems} mistake={error instanceof Problem && error.place ? error : null} onChange={change} />
        <label className="named">
          <span>Called</span>
          <input className="field sm" maxLength={100} value={draft.name} placeholder={suggestedName(draft)} aria-invalid={problems["name"] !== undefined} onChange={(event) => change({ name: event.target.value })} />
        </label>
        <Problems of={problems} names={["name"]} />
        <Advanced draft={draft} problems={problems} onChange={change} />
        <div role="alert">{refused !== null && <p className="note wine">{messageOf(refused)}</p>}</div>
        <div className="hstack end rule-save">
          {rule && touched && (
            <button type="button" className="btn" onClick={() => setDraft(start)}>
              Discard
            </button>
          )}
          <button type="submit" className="btn pri lg" disabled={busy || !may || (rule !== null && !touched)} title={may ? undefined : "A member of this organization may do this"}>
            <Icon name="check" />
            {rule ? "Save the rule" : "Make the rule"}
          </button>
        </div>
      </div>
      <DryRunPanel dry={dry.data} error={dry.error} busy={dry.busy} days={days} onDays={setDays} />
    </form>
  );
}

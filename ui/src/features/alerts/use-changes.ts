import { useQueryClient } from "@tanstack/react-query";
import { ask, send } from "@/lib/api/client";
import { messageOf } from "@/lib/api/problem";
import type { Alert, BulkDone } from "@/lib/api/types";
import { alertsPath, useRenewAlerts } from "@/lib/alerts";
import { useNotices } from "@/lib/notices";
import { outbox, whenLeaving } from "@/lib/outbox";
import { useMe } from "@/lib/session";
import { filterQuery, type AlertFilter } from "./api/list";
import { doingWords, done, doneWords, manyWords, mayBe, nameOf, patched, UNDO, type Deed } from "./changes";

interface Changes {
  /** Does it to those of these alerts that it changes, at once, and says so; both can be taken back. */
  change: (alerts: readonly Alert[], deed: Deed) => void;
  /** Does it to whatever matches, after the ten seconds in which it can be called off. */
  changeAll: (filter: AlertFilter, total: number, deed: "acknowledge" | "resolve") => void;
  /** Sends something about one alert, and says how it ended. Answers whether it went well. */
  act: (alert: Alert, path: string, body: unknown, words: string) => Promise<boolean>;
}

/** Optimistic: the rows change first, and change back with a sentence if the server refuses. */
export function useAlertChanges(org: string): Changes {
  const client = useQueryClient();
  const me = useMe();
  const renew = useRenewAlerts(org);
  const { tell, amend } = useNotices();
  const base = alertsPath(org);

  const show = (alerts: readonly Alert[]) => {
    const now = new Map(alerts.map((one) => [one.id, one]));
    client.setQueriesData({ queryKey: ["alerts", org] }, (held: unknown) => patched(held, now));
  };
  const post = (deed: Deed, alerts: readonly Alert[]): Promise<unknown> => {
    const [only] = alerts;
    if (alerts.length === 1 && only) return send("POST", `${base}${only.id}/${deed}/`, {});
    if (deed === "unacknowledge" || deed === "reopen") return Promise.all(alerts.map((one) => send("POST", `${base}${one.id}/${deed}/`, {})));
    return send("POST", `${base}bulk/`, { ids: alerts.map((one) => one.id), action: deed });
  };

  const change: Changes["change"] = (wanted, deed) => {
    const alerts = wanted.filter((one) => mayBe(deed, one));
    if (alerts.length === 0) {
      if (wanted.length > 0) tell(`${nameOf(wanted)}: answered already`);
      return;
    }
    show(alerts.map((one) => done(one, deed, me, new Date())));
    const posted = outbox.post(() => post(deed, alerts));
    const back = UNDO[deed];
    const undo = back && (() => (posted.cancel() ? show(alerts) : change(alerts.map((one) => done(one, deed, me, new Date())), back)));
    const notice = tell(doingWords(deed, alerts), { tone: "doing", undo });
    posted.answer
      .then(() => amend(notice, doneWords(deed, alerts)))
      .catch((error: unknown) => {
        show(alerts);
        tell(`${nameOf(alerts)} stayed as before: ${messageOf(error)}`, { tone: "failed" });
      })
      .finally(renew);
  };

  // What it changed is known only afterwards, so it waits for a second thought, and goes off when the page is left.
  const changeAll: Changes["changeAll"] = (filter, total, deed) => {
    let waits = true;
    const run = () => {
      if (!waits) return;
      waits = false;
      stay();
      ask<BulkDone>("POST", `${base}bulk/`, { body: { all: true, action: deed }, query: filterQuery(filter) })
        .then(({ data }) => tell(manyWords(deed, data.changed)))
        .catch((error: unknown) => tell(`Nothing was changed: ${messageOf(error)}`, { tone: "failed" }))
        .finally(renew);
    };
    const stay = whenLeaving(run);
    tell(`${manyWords(deed, total)}, in 10 s`, {
      then: run,
      undo: () => {
        waits = false;
        stay();
      },
    });
  };
  const act: Changes["act"] = async (alert, path, body, words) => {
    try {
      await send("POST", `${base}${alert.id}/${path}/`, body);
      tell(words);
      return true;
    } catch (error) {
      tell(`${alert.shortId}: ${messageOf(error)}`, { tone: "failed" });
      return false;
    } finally {
      renew();
    }
  };

  return { change, changeAll, act };
}

-- name: resolve
update alerts a set
    status = 'resolved', resolved_at = $3, resolved_because = over.because, notify_at = $3, step_at = null,
    resolve_at = null, acknowledged_until = null
from unnest($1::bigint[], $2::text[]) as over (id, because)
where a.id = over.id and a.status <> 'resolved'
returning a.id, a.resolved_because, a.noticed_at

-- name: resolve_of_rule
update alerts set
    status = 'resolved', resolved_at = $3, resolved_because = $2, notify_at = $3, step_at = null,
    resolve_at = null, acknowledged_until = null
where rule_id = $1 and status <> 'resolved'
returning id, resolved_because, noticed_at

-- name: resolve_answered
-- Numbers resolve by themselves: only rules that fire by what happens wait for their issues.
update alerts a set
    status = 'resolved', resolved_at = greatest($2, noticed_at),
    resolved_because = 'All its issues are resolved or ignored', notify_at = $2, step_at = null, resolve_at = null,
    acknowledged_until = null
where a.status <> 'resolved'
  and a.id in (select alert_id from alert_issues where issue_id = any($1::bigint[]))
  and exists (select from rules r where r.id = a.rule_id
              and r.definition ->> 'measure' in ('new_issue', 'regression', 'every_event'))
  and not exists (select from alert_issues o join issues i on i.id = o.issue_id
                  where o.alert_id = a.id and i.status in ('new', 'acknowledged'))
returning a.id, a.resolved_because, a.noticed_at

-- name: issue_facts
select i.id, p.slug, i.number,
       case when i.type = '' then i.value when i.value = '' then i.type else i.type || ': ' || i.value end as title
from issues i join projects p on p.id = i.project_id
where i.id = any($1::bigint[])

-- name: open_alerts
select a.id, a.rule_id, a.group_key, a.notify_at, a.notified_at
from unnest($1::bigint[], $2::text[]) as wanted (rule_id, group_key)
join alerts a on a.rule_id = wanted.rule_id and a.group_key = wanted.group_key and a.status <> 'resolved'
order by a.id
for update of a

-- name: take_numbers
-- The first of so many.
update alerting_settings set last_alert_number = last_alert_number + $2
where organization_id = $1
returning last_alert_number - $2 + 1

-- name: insert_alerts
insert into alerts (organization_id, number, rule_id, rule_name, project_id, group_key, labels, severity, reason, value,
                    threshold, times_fired, started_at, noticed_at, last_fired_at, policy, timing, notify_at, step_at,
                    resolve_at)
select n.organization_id, n.number, n.rule_id, n.rule_name, n.project_id, n.group_key, n.labels, n.severity, n.reason,
       n.value, n.threshold, n.times_fired, n.started_at, n.noticed_at, n.last_fired_at, n.policy, n.timing,
       n.notify_at, n.notify_at, n.resolve_at
from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::text[], $7::jsonb[], $8::text[],
            $9::text[], $10::float8[], $11::float8[], $12::bigint[], $13::timestamptz[], $14::timestamptz[],
            $15::timestamptz[], $16::jsonb[], $17::jsonb[], $18::timestamptz[], $19::timestamptz[])
    as n (organization_id, number, rule_id, rule_name, project_id, group_key, labels, severity, reason, value,
          threshold, times_fired, started_at, noticed_at, last_fired_at, policy, timing, notify_at, resolve_at)
order by n.number
returning id

-- name: fire_again
update alerts a set
    times_fired = a.times_fired + f.times,
    last_fired_at = greatest(a.last_fired_at, f.at),
    value = greatest(a.value, f.value),
    resolve_at = coalesce(f.resolve_at, a.resolve_at),
    notify_at = case when f.notify_at is null then a.notify_at else least(a.notify_at, f.notify_at) end
from unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::float8[], $5::timestamptz[], $6::timestamptz[])
    as f (id, times, at, value, resolve_at, notify_at)
where a.id = f.id

-- name: add_issues
-- Issues that were merged away or deleted meanwhile are left out.
insert into alert_issues (issue_id, alert_id, times_seen, first_at, last_at, event_id)
select n.issue_id, n.alert_id, n.times, n.first_at, n.last_at, n.event_id
from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::timestamptz[], $6::uuid[])
    as n (issue_id, alert_id, times, first_at, last_at, event_id)
join issues i on i.id = n.issue_id
order by n.issue_id, n.alert_id
for key share of i
on conflict (alert_id, issue_id) do update set
    times_seen = alert_issues.times_seen + excluded.times_seen,
    last_at = greatest(alert_issues.last_at, excluded.last_at),
    event_id = excluded.event_id
returning alert_id, issue_id, (xmax = 0) as is_new

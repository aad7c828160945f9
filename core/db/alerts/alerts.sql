-- name: alerts
-- After the one that fired last at $10 and has the id $11. The marks stand where core/db/alerts/alerts.py turns it round.
select a.id, a.number, a.rule_id, a.rule_name, a.project_id, p.slug as project_slug, p.name as project_name,
       p.platform as project_platform, a.labels, a.severity, a.status, a.reason, a.value, a.threshold, a.times_fired,
       (select count(*) from alert_issues i where i.alert_id = a.id) as issue_count,
       a.started_at, a.noticed_at, a.last_fired_at, a.acknowledged_at, a.acknowledged_until, a.resolved_at,
       a.resolved_because, a.policy, a.timing, a.step, a.round, a.step_at, a.notify_at, a.notified_at, a.held_by,
       a.resolve_at, a.resolved_from,
       ub.id as acknowledger_id, ub.email as acknowledger_email, ub.name as acknowledger_name,
       ub.created_at as acknowledger_joined_at,
       ur.id as resolver_id, ur.email as resolver_email, ur.name as resolver_name, ur.created_at as resolver_joined_at
from alerts a
left join projects p on p.id = a.project_id
left join users ub on ub.id = a.acknowledged_by
left join users ur on ur.id = a.resolved_by
where a.organization_id = $1
  and ($2::text[] is null or a.status = any($2))
  and ($3::text[] is null or a.severity = any($3))
  and ($4::bigint[] is null or a.project_id = any($4))
  and ($5::bigint is null or a.rule_id = $5)
  and ($6::bigint is null or exists (select from alert_issues i where i.alert_id = a.id and i.issue_id = $6))
  and ($7::bigint is null or a.acknowledged_by = $7 or a.resolved_by = $7
       or exists (select from deliveries d where d.alert_id = a.id and d.user_id = $7))
  and ($8::bigint[] is null or a.number = any($8))
  and ($9::bigint[] is null or a.id = any($9))
  and ($10::timestamptz is null or (a.last_fired_at, a.id) /*compare*/ < ($10, $11::bigint))
order by a.last_fired_at /*direction*/ desc, a.id /*direction*/ desc limit $12;

-- name: count_open
select status, severity, held_by is not null as is_held, count(*) as quantity
from alerts where organization_id = $1 and status <> 'resolved' group by 1, 2, 3;

-- name: issues_of
select i.id, p.slug as project_slug, i.number, i.type, i.value, i.culprit, i.level, a.times_seen, a.first_at, a.last_at,
       a.event_id
from alert_issues a
join issues i on i.id = a.issue_id
join projects p on p.id = i.project_id
where a.alert_id = $1
order by a.times_seen desc, i.id limit 100;

-- name: time_line
select * from (
    select e.id, e.at, e.kind, e.text, e.data,
           u.id as user_id, u.email as user_email, u.name as user_name, u.created_at as user_joined_at
    from alert_entries e left join users u on u.id = e.user_id
    where e.alert_id = $1
    order by e.id desc limit 500
) last
order by last.id;

-- name: deliveries_of
select id, target, kind, recipient, purpose, state, error, attempts, next_at, created_at, ended_at
from deliveries where alert_id = $1 order by id desc limit 500;

-- name: claim
-- A lock that lets others write to its time line (their foreign keys look at the row).
select id from alerts where due_at <= $1 order by due_at, id limit $2 for no key update skip locked;

-- name: due_alerts
select a.id, a.organization_id, o.slug as organization, a.number, a.rule_name, a.project_id, p.slug as project, a.labels,
       a.severity, a.status, a.reason, a.started_at, a.noticed_at, a.acknowledged_until,
       coalesce(nullif(ub.name, ''), ub.email) as acknowledged_name,
       coalesce(nullif(ur.name, ''), ur.email) as resolved_name,
       a.resolved_because, a.policy, a.timing, a.step, a.round, a.step_at, a.notify_at, a.notified_at, a.held_by,
       a.resolve_at, a.takes_back, a.messages, r.definition -> 'mute_times' as mute_times,
       (r.definition ->> 'tracker_id')::bigint as tracker_id,
       coalesce((r.definition ->> 'tracker_comments')::boolean, false) as tracker_comments,
       (select count(*) from alert_issues i where i.alert_id = a.id) as issues,
       (select count(*) from alert_issues i where i.alert_id = a.id and not i.told) as untold,
       (select count(*) from alerts f where f.rule_id = a.rule_id and f.group_key = a.group_key
            and f.noticed_at > a.noticed_at - interval '1 hour' and f.noticed_at <= a.noticed_at) as openings,
       b.is_flapping as flapped, b.resolved_at as ended_at
from alerts a
join organizations o on o.id = a.organization_id
left join projects p on p.id = a.project_id
left join users ub on ub.id = a.acknowledged_by
left join users ur on ur.id = a.resolved_by
left join rules r on r.id = a.rule_id
left join lateral (
    select f.is_flapping, f.resolved_at from alerts f
    where f.rule_id = a.rule_id and f.group_key = a.group_key and f.id < a.id and f.status = 'resolved'
    order by f.resolved_at desc limit 1
) b on true
where a.id = any($1::bigint[])
order by a.due_at, a.id;

-- name: next_due
select due_at from alerts where due_at is not null order by due_at limit 1;

-- name: save
-- Whoever acknowledged it has no more to do with one that fires again.
update alerts a set
    status = n.status, step = n.step, round = n.round, step_at = n.step_at, notify_at = n.notify_at,
    notified_at = n.notified_at, acknowledged_until = n.acknowledged_until, resolve_at = n.resolve_at,
    held_by = n.held_by, resolved_because = n.resolved_because, messages = n.messages, is_flapping = n.is_flapping,
    takes_back = n.takes_back,
    kept_step_at = case when n.status = 'firing' then null else a.kept_step_at end,
    acknowledged_at = case when n.status = 'firing' then null else a.acknowledged_at end,
    acknowledged_by = case when n.status = 'firing' then null else a.acknowledged_by end,
    resolved_at = case when n.status = 'resolved' then coalesce(a.resolved_at, $15) end
from unnest($1::bigint[], $2::text[], $3::int[], $4::int[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[],
            $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[], $12::int[], $13::bool[], $14::text[])
    as n (id, status, step, round, step_at, notify_at, notified_at, acknowledged_until, resolve_at, held_by,
          resolved_because, messages, is_flapping, takes_back)
where a.id = n.id;

-- name: put_off
update alerts set
    notify_at = case when notify_at <= $3 then $2 else notify_at end,
    step_at = case when step_at <= $3 then $2 else step_at end,
    acknowledged_until = case when acknowledged_until <= $3 then $2 else acknowledged_until end,
    resolve_at = case when resolve_at <= $3 then $2 else resolve_at end
where id = $1;

-- name: issue_lines
-- $2 of each.
select w.alert_id, f.*
from unnest($1::bigint[]) as w (alert_id)
cross join lateral (
    select i.id, p.slug as project, i.number, i.type, i.value, i.culprit, i.level, a.times_seen, a.told
    from alert_issues a
    join issues i on i.id = a.issue_id
    join projects p on p.id = i.project_id
    where a.alert_id = w.alert_id
    order by a.told, a.times_seen desc, i.id limit $2
) f
order by w.alert_id, f.told, f.times_seen desc, f.id;

-- name: mark_told
update alert_issues set told = true where alert_id = any($1::bigint[]) and not told;

-- name: told
select distinct on (alert_id, target, recipient) alert_id, target, kind, recipient, user_id
from deliveries
where alert_id = any($1::bigint[]) and purpose in ('firing', 'update', 'repeat')
  and (state = 'synced'
       or (attempts > 0 and state in ('pending', 'retrying', 'superseded'))
       or (state in ('pending', 'retrying') and (next_at <= $2 or claimed_until > $2)))
order by alert_id, target, recipient, id;

-- name: supersede
-- What a deliverer holds a lease on, or is about to take one, is being sent: it is too late for that.
update deliveries set state = 'superseded', next_at = null, ended_at = $2
where id in (
    select id from deliveries
    where alert_id = any($1::bigint[]) and state in ('pending', 'retrying')
      and purpose in ('firing', 'update', 'repeat', 'acknowledged', 'unacknowledged')
      and (claimed_until is null or claimed_until <= $2)
    order by id for update skip locked
)
returning alert_id;

-- name: supersede_earlier
update deliveries set state = 'superseded', next_at = null, ended_at = $4
where id in (
    select id from deliveries
    where (alert_id, target, recipient) in (select * from unnest($1::bigint[], $2::text[], $3::text[]))
      and state in ('pending', 'retrying') and purpose in ('firing', 'update', 'repeat')
      and (claimed_until is null or claimed_until <= $4)
    order by id for update skip locked
);

-- name: look_at_inhibited
-- What somebody works on is left out: it looks again by itself.
update alerts set notify_at = $2
where id in (
    select id from alerts
    where organization_id = any($1::bigint[]) and status = 'firing' and held_by like 'inhibition:%'
    order by id for no key update skip locked
);

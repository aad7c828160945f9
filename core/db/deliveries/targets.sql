-- name: make_targets
insert into targets (organization_id, target)
select * from unnest($1::bigint[], $2::text[])
on conflict do nothing

-- name: lock_targets
-- In one order, so that no two wait for each other.
select t.* from targets t
join unnest($1::bigint[], $2::text[]) as wanted (organization_id, target) using (organization_id, target)
order by t.organization_id, t.target
for update of t

-- name: write_target
update targets
set failures = $3, failing_since = $4, refused_since = $5, open_until = $6, window_started_at = $7, window_sent = $8,
    last_success_at = $9
where organization_id = $1 and target = $2

-- name: wake_target
-- The target answers again: what was parked behind its breaker is due.
update deliveries set next_at = $3, parked = false
where organization_id = $1 and target = $2 and parked and state in ('pending', 'retrying') and next_at > $3

-- name: forget_failures
update targets set failures = 0, failing_since = null, refused_since = null, open_until = null
where organization_id = $1 and target = $2

-- name: switch_off_channel
update channels set is_active = false, disabled_because = $3, updated_at = $4
where id = $1 and organization_id = $2 and is_active
returning name, user_id

-- name: switch_off_tracker
update trackers set is_active = false, disabled_because = $3, updated_at = $4
where id = $1 and organization_id = $2 and is_active
returning name, null::bigint as user_id

-- name: whom_to_tell
-- Of a person's own channel she alone; of the organization's, those who administer it.
select u.id, u.email from users u
join members m on m.user_id = u.id and m.organization_id = $1
where u.is_active and case when $2::bigint is null then m.role in ('owner', 'admin') else u.id = $2 end
order by u.id

-- name: target_rows
-- Every channel and tracker, and whatever else was written to; with the last 24 hours of its attempts. Tests
-- are apart: they try what somebody is still entering.
with named as (
    select 'channel:' || id as target, kind, name, is_active, disabled_because
    from channels where organization_id = $1 and (user_id is null or user_id = $2)
    union all
    select 'tracker:' || id, kind, name, is_active, disabled_because from trackers where organization_id = $1
    union all
    select 'mail', 'email', 'Mail to people', true, null
), recent as (
    select d.target, count(*) filter (where a.class is null or a.class = 'duplicate') as good, count(*) as tried
    from deliveries d join delivery_attempts a on a.delivery_id = d.id
    where d.organization_id = $1 and d.created_at > $3::timestamptz - interval '3 days'
      and a.at > $3::timestamptz - interval '24 hours' and d.purpose <> 'test'
    group by d.target
), waiting as (
    select target, count(*) as unsynced, min(created_at) as oldest
    from deliveries
    where organization_id = $1 and state in ('pending', 'retrying', 'failed', 'dead') and purpose <> 'test'
    group by target
)
select n.target, n.kind, n.name, n.is_active, n.disabled_because, coalesce(r.good, 0) as good,
       coalesce(r.tried, 0) as tried, coalesce(w.unsynced, 0) as unsynced, w.oldest,
       coalesce(t.failures, 0) as failures, t.failing_since, t.open_until, t.last_success_at
from named n
left join recent r using (target)
left join waiting w using (target)
left join targets t on t.organization_id = $1 and t.target = n.target
order by n.name, n.target

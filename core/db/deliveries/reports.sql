-- name: readers
-- Who may get a report, of which organizations; $1: only of that address.
select u.id as user_id, u.email, m.organization_id, o.slug, o.name, p.definition,
       greatest(m.joined_at, p.updated_at) as since
from members m
join users u on u.id = m.user_id
join organizations o on o.id = m.organization_id
left join personal_rules p on p.user_id = u.id
where u.is_active and ($1::text is null or u.email = $1)
order by m.organization_id, u.id

-- name: last_report
select starts_on from reports where user_id = $1 and organization_id = $2 and period = $3 order by starts_on desc limit 1

-- name: claim_report
-- Whoever inserts the row writes the report; another alerter waits here for the first, and goes on without it.
insert into reports (user_id, organization_id, period, starts_on, sent_at) values ($1, $2, $3, $4, $5)
on conflict do nothing
returning starts_on

-- name: stop_report
-- One switch of her personal rules; the others stay as they are. $2 names it.
insert into personal_rules (user_id, definition, updated_at)
select id, jsonb_build_object($2::text, false), $3 from users where id = $1
on conflict (user_id) do update
set definition = personal_rules.definition || excluded.definition, updated_at = excluded.updated_at

-- name: projects_seen
-- Of an organization; $2: only these, null: all. A member of it sees all of its projects.
select id, slug, first_event_at is not null as has_begun,
       (select count(*) from issues i where i.project_id = p.id and i.status in ('new', 'acknowledged')) as unresolved
from projects p
where organization_id = $1 and ($2::bigint[] is null or id = any($2))
order by slug

-- name: stored
-- Events by project and by period, by the time they happened, as all lists of a report: the books count by arrival, and
-- what arrives late, or is imported, would be in the lists and not in the sum. Hours are cut in UTC, also of zones of half
-- an hour.
select i.project_id, coalesce(sum(h.times_seen) filter (where h.hour >= $3), 0)::bigint as now,
       coalesce(sum(h.times_seen) filter (where h.hour < $3), 0)::bigint as before
from issues i join issue_hours h on h.issue_id = i.id
where i.project_id = any($1::bigint[]) and i.last_seen >= $2 and h.hour >= $2 and h.hour < $4
group by 1

-- name: appeared
-- Issues that were first seen in the period and the one before. Whoever was first seen then was last seen later: the index
-- of the last finds them.
select project_id, count(*) filter (where first_seen >= $3) as now, count(*) filter (where first_seen < $3) as before
from issues
where project_id = any($1::bigint[]) and last_seen >= $2 and first_seen >= $2 and first_seen < $4
group by 1

-- name: changed
-- Issues that came back, and that were resolved.
select i.project_id, a.kind,
       count(distinct i.id) filter (where a.created_at >= $3) as now,
       count(distinct i.id) filter (where a.created_at < $3) as before
from activity a join issues i on i.id = a.issue_id
where i.project_id = any($1::bigint[]) and a.created_at >= $2 and a.created_at < $4
      and (a.kind = 'regressed' or (a.kind = 'status' and a.data ->> 'status' = 'resolved'))
group by 1, 2

-- name: resolve_seconds
-- Median time that issues took to be resolved, since they were first seen or came back last.
select percentile_cont(0.5) within group (order by extract(epoch from a.created_at - greatest(i.first_seen, r.at)))
           filter (where a.created_at >= $3) as now,
       percentile_cont(0.5) within group (order by extract(epoch from a.created_at - greatest(i.first_seen, r.at)))
           filter (where a.created_at < $3) as before
from activity a
join issues i on i.id = a.issue_id
left join lateral (
    select max(b.created_at) as at from activity b
    where b.issue_id = a.issue_id and b.kind = 'regressed' and b.created_at < a.created_at
) r on true
where i.project_id = any($1::bigint[]) and a.created_at >= $2 and a.created_at < $4
      and a.kind = 'status' and a.data ->> 'status' = 'resolved'

-- name: new_issues
select i.id, p.slug as project_slug, i.number, i.type, i.value, i.culprit, i.level, i.times_seen
from issues i join projects p on p.id = i.project_id
where i.project_id = any($1::bigint[]) and i.last_seen >= $2 and i.first_seen >= $2 and i.first_seen < $3
order by i.times_seen desc, i.id limit $4

-- name: regressed_issues
select i.id, p.slug as project_slug, i.number, i.type, i.value, i.culprit, i.level, i.times_seen
from issues i join projects p on p.id = i.project_id
where i.project_id = any($1::bigint[])
      and i.id in (select issue_id from activity where kind = 'regressed' and created_at >= $2 and created_at < $3)
order by i.times_seen desc, i.id limit $4

-- name: top_issues
-- Most events in the period, out of the 5,000 issues with the most events ever that were seen in it: of more, one would
-- have to be among the first of the period and behind 5,000 others of all time.
with active as (
    select i.id, i.project_id, i.number, i.type, i.value, i.culprit, i.level
    from issues i
    where i.project_id = any($1::bigint[]) and i.last_seen >= $2 and i.first_seen < $3
    order by i.times_seen desc limit 5000
)
select i.id, p.slug as project_slug, i.number, i.type, i.value, i.culprit, i.level, h.times_seen
from active i
join projects p on p.id = i.project_id
cross join lateral (
    select sum(times_seen)::bigint as times_seen from issue_hours
    where issue_id = i.id and hour >= date_trunc('hour', $2::timestamptz) and hour < $3
) h
where h.times_seen > 0
order by h.times_seen desc, i.id limit $4

-- name: targets
-- By target, so that each is one range of the index; channels that are a person's own are hers to know of.
select t.name, d.*
from (
    select 'mail' as target, 'Mail' as name
    union all
    select 'channel:' || id, name from channels where organization_id = $1 and user_id is null
    union all
    select 'tracker:' || id, name from trackers where organization_id = $1
) t
cross join lateral (
    select count(*) filter (where state = 'synced' and created_at >= $3) as arrived,
           count(*) filter (where state = 'synced' and created_at < $3) as arrived_before,
           count(*) filter (where state in ('failed', 'dead') and created_at >= $3) as failed,
           count(*) filter (where state in ('failed', 'dead') and created_at < $3) as failed_before
    from deliveries
    where organization_id = $1 and target = t.target and created_at >= $2 and created_at < $4
) d
where d.arrived + d.arrived_before + d.failed + d.failed_before > 0
order by t.name

-- name: unanswered
select count(*) from alerts
where organization_id = $1 and status = 'firing' and (project_id is null or project_id = any($2::bigint[]))

-- name: losses
select outcome, reason, coalesce(sum(quantity) filter (where hour >= $3), 0)::bigint as now,
       coalesce(sum(quantity) filter (where hour < $3), 0)::bigint as before
from outcomes
where project_id = any($1::bigint[]) and hour >= $2 and hour < $4
      and outcome in ('limited', 'invalid', 'filtered', 'dead', 'client_discard')
group by 1, 2 having sum(quantity) filter (where hour >= $3) > 0
order by 3 desc, 1, 2 limit 20

-- name: quiet_alerts
-- Low ones that fired in the period and that nobody was told of; the last column counts them all.
select a.number, a.rule_name as rule, a.reason, coalesce(p.slug, '') as project, a.status, count(*) over () as total
from alerts a left join projects p on p.id = a.project_id
where a.organization_id = $1 and (a.project_id is null or a.project_id = any($2::bigint[]))
      and a.severity = 'low' and a.notified_at is null and a.last_fired_at >= $3 and a.noticed_at < $4
order by a.last_fired_at desc limit $5

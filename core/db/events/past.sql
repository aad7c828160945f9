-- name: newest
-- By their own time, project by project, as only so the index gives the order. An event is from at most a minute after
-- it arrived.
select e.day, e.project_id, p.slug, e.issue_id, i.number, e.event_id, e.at, e.received_at, e.level, e.environment,
       e.release, e.user_label, e.payload, 'counted' as kind, e.received_at > e.at + interval '1 hour' as is_late
from projects p
cross join lateral (
    select * from events v
    where v.project_id = p.id and v.at >= $3 and v.day >= ($3::timestamptz at time zone 'utc' - interval '2 minutes')::date
    order by v.at desc limit $4
) e
join issues i on i.id = e.issue_id
where p.organization_id = $1 and ($2::bigint is null or p.id = $2)
order by e.at desc
limit $4

-- name: from_before
-- They happened before a moment and arrived since. A day holds what arrived on it, and within the day the summaries of
-- `events_received` find the place.
select e.day, e.project_id, p.slug, e.issue_id, i.number, e.event_id, e.at, e.received_at, e.level, e.environment,
       e.release, e.user_label, e.payload, 'counted' as kind, e.received_at > e.at + interval '1 hour' as is_late
from events e
join projects p on p.id = e.project_id
join issues i on i.id = e.issue_id
where p.organization_id = $1 and ($2::bigint is null or p.id = $2)
  and e.received_at >= $3 and e.day >= ($3::timestamptz at time zone 'utc')::date and e.at < $3
order by e.received_at desc
limit $4

-- name: turns
-- Activity names the event that caused it; where retention has dropped that, there is no more to say. Each turn changes
-- the status, at its arrival, and so does whatever comes after it.
select e.day, e.project_id, p.slug, a.issue_id, i.number, e.event_id, e.at, e.received_at, e.level, e.environment,
       e.release, e.user_label, e.payload, case a.kind when 'first_seen' then 'new' else a.kind end as kind,
       e.received_at > e.at + interval '1 hour' as is_late
from projects p
join issues i on i.project_id = p.id
join activity a on a.issue_id = i.id
join events e on e.project_id = p.id and e.event_id = (a.data ->> 'event')::uuid
where p.organization_id = $1 and ($2::bigint is null or p.id = $2)
  and i.status_changed_at >= $3 and a.kind in ('first_seen', 'regressed', 'unignored')
  and e.received_at >= $3 and e.day >= ($3::timestamptz at time zone 'utc')::date
order by e.received_at desc
limit $4

-- name: events
-- Project by project, as only so the index gives the order. An event is from at most a minute after it arrived.
select e.day, e.project_id, p.slug, e.issue_id, i.number, e.event_id, e.received_at, e.level, e.environment, e.release,
       e.user_label, e.payload, 'counted' as kind, e.received_at > e.at + interval '1 hour' as is_late
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

-- name: turns
-- Activity names the event that caused it; where retention has dropped that, there is no more to say.
select e.day, e.project_id, p.slug, a.issue_id, i.number, e.event_id, e.received_at, e.level, e.environment, e.release,
       e.user_label, e.payload, case a.kind when 'first_seen' then 'new' else a.kind end as kind,
       e.received_at > e.at + interval '1 hour' as is_late
from projects p
join issues i on i.project_id = p.id
join activity a on a.issue_id = i.id
join events e on e.project_id = p.id and e.event_id = (a.data ->> 'event')::uuid
where p.organization_id = $1 and ($2::bigint is null or p.id = $2)
  and i.last_seen >= $3 and a.created_at >= $3 and a.kind in ('first_seen', 'regressed', 'unignored')
order by a.created_at desc
limit $4

-- name: week_before
select issue_id, sum(times_seen)::bigint as times_seen
from issue_hours
where issue_id = any($1::bigint[])
  and hour >= date_trunc('hour', $2::timestamptz) - interval '169 hours'
  and hour < date_trunc('hour', $2::timestamptz) - interval '1 hour'
group by issue_id

-- name: kinds
-- An event is received at most a minute before its own time, and may be received long after it.
select e.project_id, p.slug, e.issue_id, i.number, e.level, coalesce(e.environment, '') as environment,
       coalesce(e.release, '') as release, count(*) as quantity
from projects p
join events e on e.project_id = p.id
join issues i on i.id = e.issue_id
where p.organization_id = $1 and ($2::bigint is null or p.id = $2)
  and e.at > $3 and e.at <= $4 and e.day >= ($3::timestamptz at time zone 'utc' - interval '2 minutes')::date
group by 1, 2, 3, 4, 5, 6, 7

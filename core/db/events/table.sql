-- name: table
-- The marks are replaced by pieces of core/db/events/table.py and by what core/db/events/search.py compiled.
select e.event_id /*columns*/
from events e
join issues i on i.id = e.issue_id
join projects p on p.id = e.project_id
where e.project_id = any($1::bigint[]) /*where*/
/*tail*/
limit $2 offset $3;

-- name: by_time
-- The same for single events by time: project by project, as only so the index gives the order.
select e.event_id /*columns*/
from unnest($1::bigint[]) as wanted (id)
cross join lateral (
    select e.* from events e join issues i on i.id = e.issue_id
    where e.project_id = wanted.id /*where*/
    order by e.at /*direction*/, e.event_id
    limit $2::bigint + $3::bigint
) e
join issues i on i.id = e.issue_id
join projects p on p.id = e.project_id
order by e.at /*direction*/, e.event_id
limit $2 offset $3;

-- name: series
select date_bin(make_interval(secs => $2::float8), e.at, 'epoch'::timestamptz) as at, count(*) as quantity
from events e
join issues i on i.id = e.issue_id
where e.project_id = any($1::bigint[]) /*where*/
group by 1;

-- name: series_by
select /*group*/ e.title as grouped, date_bin(make_interval(secs => $2::float8), e.at, 'epoch'::timestamptz) as at,
       count(*) as quantity
from events e
join issues i on i.id = e.issue_id
join projects p on p.id = e.project_id
where e.project_id = any($1::bigint[]) /*where*/
group by 1, 2;

-- part: shown
select e.day, e.project_id, e.event_id, e.issue_id, e.at, e.received_at, e.level, e.title, e.release, e.environment,
       e.user_label, e.payload, p.slug as project_slug, i.number as issue_number, i.culprit, i.platform, i.type,
       i.value, i.logger

-- part: stored
/*part shown*/
from events e
join issues i on i.id = e.issue_id
join projects p on p.id = e.project_id

-- name: list
-- A page of a list, project by project, as only so the index gives the order. The marks are replaced by what
-- core/db/events/search.py compiled and by the direction.
/*part shown*/
from unnest($1::bigint[]) as wanted (id)
cross join lateral (
    select e.* from events e join issues i on i.id = e.issue_id
    where e.project_id = wanted.id /*where*/
    order by e.at /*direction*/, e.event_id /*direction*/
    limit $2
) e
join issues i on i.id = e.issue_id
join projects p on p.id = e.project_id
order by e.at /*direction*/, e.event_id /*direction*/
limit $2;

-- name: find
/*part stored*/
where e.project_id = any($1::bigint[]) and e.event_id = $2
order by e.day desc limit 1;

-- name: latest
/*part stored*/
where e.issue_id = $1
order by e.at desc, e.event_id desc limit 1;

-- name: oldest
/*part stored*/
where e.issue_id = $1
order by e.at, e.event_id limit 1;

-- name: neighbours
select
    (select event_id from events where issue_id = $1 and (at, event_id) < ($2::timestamptz, $3::uuid)
     order by at desc, event_id desc limit 1) as previous,
    (select event_id from events where issue_id = $1 and (at, event_id) > ($2::timestamptz, $3::uuid)
     order by at, event_id limit 1) as next;

-- name: position
-- Both counts up to $4: more is told apart by nobody.
select
    (select count(*) from (select from events where issue_id = $1 and (at, event_id) <= ($2::timestamptz, $3::uuid)
                           limit $4) older) as place,
    (select count(*) from (select from events where issue_id = $1 limit $4) every) as total;

-- name: first
-- The oldest event that is still there.
/*part stored*/
where e.project_id = $1
order by e.at limit 1;

-- name: per_minute
select date_bin('1 minute', received_at, 'epoch'::timestamptz) as minute, count(*) as quantity
from events
where project_id = any($1::bigint[]) and day >= ($2::timestamptz at time zone 'utc')::date
  and at >= $2::timestamptz - interval '1 day' and received_at >= $2
group by 1;

-- name: find_many
/*part stored*/
where e.project_id = any($1::bigint[]) and e.event_id = any($2::uuid[]);

-- name: count_since
-- Up to $4: more is told apart by nobody.
select count(*) from (
    select from events where project_id = $1 and at >= $2 and day >= $3::date limit $4) counted;

-- name: all
select day, project_id, event_id, payload from events

-- name: repoint
update events e set payload = moved.payload
from unnest($1::date[], $2::bigint[], $3::uuid[], $4::text[]) as moved (day, project_id, event_id, payload)
where e.day = moved.day and e.project_id = moved.project_id and e.event_id = moved.event_id
  and e.payload <> moved.payload

-- name: known
select event_id from events where project_id = $1 and event_id = any($2::uuid[])

-- name: days
select distinct day from events order by day

-- name: of_day
select day, project_id, event_id, payload from events where day = $1 order by payload

-- name: of_keys
select e.day, e.project_id, e.event_id, e.payload
from unnest($1::date[], $2::bigint[], $3::uuid[]) as wanted (day, project_id, event_id)
join events e on e.day = wanted.day and e.project_id = wanted.project_id and e.event_id = wanted.event_id

-- name: sample
select day, project_id, event_id, payload from events order by hashtext(event_id::text) limit $1

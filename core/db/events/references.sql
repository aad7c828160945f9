-- name: all
select day, project_id, event_id, payload from events

-- name: repoint
-- Whoever indexes whole events is told, as by `insert_events` in core/db/recording.sql.
with moved as (
    update events e set payload = given.payload
    from unnest($1::date[], $2::bigint[], $3::uuid[], $4::text[]) as given (day, project_id, event_id, payload)
    where e.day = given.day and e.project_id = given.project_id and e.event_id = given.event_id
      and e.payload <> given.payload
    returning e.day, e.project_id, e.payload
)
insert into recorded_blocks (day, block, places, project_ids)
select day, split_part(payload, ':', 1)::bigint, array_agg(split_part(payload, ':', 2)::integer),
       array_agg(project_id)
from moved
where payload ~ '^[0-9]+:[0-9]+$'
group by 1, 2

-- name: forget_blocks
-- What was recorded in blocks of the store that the events leave.
delete from recorded_blocks

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

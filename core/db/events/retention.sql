-- name: projects
select id, retention_days from projects order by id

-- name: holding
-- Of these pairs, those that the project still has events of.
select wanted.project_id, wanted.day
from unnest($1::bigint[], $2::date[]) as wanted (project_id, day)
where exists (select from events e where e.project_id = wanted.project_id and e.day = wanted.day)
order by wanted.day, wanted.project_id

-- name: alone
-- One process at a time, until its transaction ends.
select pg_try_advisory_xact_lock(hashtext('redshank retention'))

-- name: events
-- In the order of where they are kept, so that neighbours in a block are forgotten together.
select event_id, payload from events where project_id = $1 and day = $2 order by payload

-- name: delete
delete from events where project_id = $1 and day = $2 and event_id = any($3::uuid[])

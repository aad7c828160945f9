-- name: insert_replay
with made as (
    insert into replays (organization_id, user_id, project_ids, reason, since, until, ids, up_to, rate, state, total,
                         started_at, due_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'running', $10, $11, $11)
    returning id)
select id, pg_notify('replays', '') from made

-- name: replays
-- The newest $3 of an organization, or the one with that id.
select r.id, r.organization_id, r.user_id, u.email as user_email, r.rate, r.state, r.total, r.stored, r.duplicate,
       r.filtered, r.failed, r.reached, r.started_at, r.worked_at, r.ended_at
from replays r left join users u on u.id = r.user_id
where r.organization_id is not distinct from $1 and ($2::bigint is null or r.id = $2)
order by r.id desc limit $3

-- name: stop
update replays set state = 'stopped', ended_at = $2 where id = $1 and state = 'running'

-- name: next_due
select min(due_at) from replays where state = 'running'

-- name: claim_due
select id, rate from replays where state = 'running' and due_at <= $1 order by due_at limit 1
for no key update skip locked

-- name: next_ids
-- By id, as many as fit into $3 bytes.
select id from (
    select d.id, sum(octet_length(d.value)) over (order by d.id) - octet_length(d.value) as before
    from (
        select d.id, d.value
        from replays r join dead_records d on d.id > r.reached and d.id <= r.up_to
        where r.id = $1
          and (r.project_ids is null or d.project_id = any(r.project_ids))
          and (r.reason is null or d.reason = r.reason)
          and (r.since is null or d.created_at >= r.since)
          and (r.until is null or d.created_at < r.until)
          and (r.ids is null or d.id = any(r.ids))
        order by d.id limit $2) d
    ) summed
where before < $3
order by id

-- name: take
select id, project_id, key_id, category, reason, created_at, value
from dead_records where id = any($1::bigint[]) order by id
for update skip locked

-- name: bury_again
update dead_records d set
    project_id = new.project_id, key_id = new.key_id, category = new.category, reason = new.reason, trace = new.trace,
    attempts = d.attempts + 1, last_tried_at = $7
from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[])
    as new (id, project_id, key_id, category, reason, trace)
where d.id = new.id

-- name: remove
delete from dead_records where id = any($1::bigint[])

-- name: advance
update replays set
    reached = $2, stored = stored + $3, duplicate = duplicate + $4, filtered = filtered + $5, failed = failed + $6,
    worked_at = $7, due_at = $8
where id = $1

-- name: finish
update replays set state = 'done', worked_at = coalesce(worked_at, $2), ended_at = $2 where id = $1

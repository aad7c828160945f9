-- name: start_resend
-- One at a time: a second one meets the unique index.
insert into resends (organization_id, user_id, filter, ids, per_second, state, reached, started_at, due_at)
values ($1, $2, $3, $4, $5, $7, $8, $6, $6)
returning id

-- name: resends
select r.id, r.state, r.per_second, cardinality(r.ids) as total, r.reached, r.started_at, r.ended_at,
       u.email as started_by, r.filter,
       (select count(*) from deliveries d where d.id = any(r.ids[1:r.reached]) and d.state = 'synced') as synced,
       (select count(*) from deliveries d where d.id = any(r.ids[1:r.reached]) and d.state in ('failed', 'dead')) as failed,
       case when (r.filter ->> 'one_first')::boolean and cardinality(r.ids) > 1 then r.ids[1] end as first
from resends r left join users u on u.id = r.user_id
where r.organization_id = $1 and ($2::bigint is null or r.id = $2)
order by r.id desc limit 20

-- name: stop_resend
update resends set state = 'stopped', ended_at = $3
where id = $1 and organization_id = $2 and state in ('running', 'waiting')
returning id

-- name: stop_waiting
-- Nobody came back to it, and another one is to start.
update resends set state = 'stopped', ended_at = $2 where organization_id = $1 and state = 'waiting'

-- name: go_on
update resends set state = 'running', due_at = $3 where id = $1 and organization_id = $2 and state = 'waiting'
returning id

-- name: due_resend
select id, ids[reached + 1 : reached + per_second] as ids, cardinality(ids) as total, reached
from resends where state = 'running' and due_at <= $1
order by due_at limit 1
for update skip locked

-- name: move_on
update resends
set reached = $2, due_at = $3, state = case when $4 then 'done' else state end,
    ended_at = case when $4 then $5::timestamptz end
where id = $1

-- name: next_resend
select min(due_at) from resends where state = 'running'

-- name: tell_resenders
select pg_notify('resends', '')

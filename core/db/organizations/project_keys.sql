-- name: insert_key
insert into keys (project_id, public_key, name, created_at) values ($1, $2, $3, $4)
returning id, project_id, public_key, name, is_active, created_at;

-- name: keys
select k.id, k.project_id, k.public_key, k.name, k.is_active, k.created_at,
       (select max(o.hour) from outcomes o where o.project_id = k.project_id and o.key_id = k.id
        and o.outcome = 'accepted') as last_used_at
from keys k
where k.project_id = $1 and ($2::bigint is null or k.id = $2)
order by k.id;

-- name: update_key
update keys set name = $2, is_active = $3 where id = $1;

-- name: delete_key
delete from keys where id = $1;

-- name: lock_limits
-- Two people who save at once: the second waits and wins whole, instead of mixing.
select pg_advisory_xact_lock(hashtextextended('limits of project', $1::bigint));

-- name: limits
select l.id, l.key_id, l.categories, l.window_seconds, l.quantity
from limits l
where l.organization_id = $1 and (l.project_id = $2 or l.key_id in (select id from keys where project_id = $2))
order by l.key_id nulls first, l.window_seconds, l.categories;

-- name: delete_limits
delete from limits
where organization_id = $1 and (project_id = $2 or key_id in (select id from keys where project_id = $2));

-- name: insert_limit
insert into limits (organization_id, project_id, key_id, categories, window_seconds, quantity)
values ($1, $2, $3, $4, $5, $6);

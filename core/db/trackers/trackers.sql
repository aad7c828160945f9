-- name: trackers
-- By name; $2: only that one.
select t.id, t.organization_id, t.kind, t.name, t.config, t.secrets, t.hook_token, t.is_active, t.disabled_because,
       t.hooked_at, t.created_at, t.updated_at,
       (select count(*) from tracker_links l where l.tracker_id = t.id) as links
from trackers t
where t.organization_id = $1 and ($2::bigint is null or t.id = $2)
order by lower(t.name), t.id;

-- name: tracker_of_hook
-- The token in the address is a secret; what is looked for is its exact text.
select t.id, t.organization_id, t.kind, t.name, t.config, t.secrets, t.hook_token, t.is_active, t.disabled_because,
       t.hooked_at, t.created_at, t.updated_at, 0 as links
from trackers t
where t.hook_token = $1 and t.kind = $2;

-- name: count
select count(*) from trackers where organization_id = $1;

-- name: insert_tracker
insert into trackers (organization_id, kind, name, config, secrets, hook_token, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $7)
returning id;

-- name: update_tracker
update trackers set name = $2, config = $3, secrets = $4, is_active = $5, disabled_because = $6, updated_at = $7
where id = $1;

-- name: delete_tracker
delete from trackers where id = $1;

-- name: note_hook
-- Whether this call is news; a call that is taken at the same moment is waited for.
with old as (
    delete from tracker_hooks where tracker_id = $1 and at < $3::timestamptz - interval '7 days'
), told as (
    update trackers set hooked_at = $3 where id = $1
)
insert into tracker_hooks (tracker_id, delivery, at) values ($1, $2, $3)
on conflict do nothing
returning true;

-- name: channels
-- Those of the organization, and of persons only $2's own.
select * from channels
where organization_id = $1 and (user_id is null or user_id = $2) and ($3::bigint is null or id = $3)
order by user_id nulls first, lower(name), id

-- name: channel_to_send
select * from channels where id = $1 and organization_id = $2

-- name: signing_channel
select id, organization_id, kind, secrets, is_active from channels where id = $1

-- name: count_channels
select count(*) from channels where organization_id = $1 and user_id is not distinct from $2

-- name: insert_channel
insert into channels (organization_id, user_id, kind, name, config, secrets, template, per_minute, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
returning id

-- name: update_channel
update channels
set name = $2, config = $3, secrets = $4, template = $5, per_minute = $6, is_active = $7,
    disabled_because = case when $7 then null else disabled_because end, updated_at = $8
where id = $1

-- name: delete_channel
delete from channels where id = $1

-- name: discard_waiting
update deliveries set state = 'discarded', next_at = null, ended_at = $3, error = 'its channel was deleted'
where organization_id = $1 and target = $2 and state in ('pending', 'retrying')

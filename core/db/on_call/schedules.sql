-- name: schedules
-- All of organization $1, or the one with the id $2.
select id, organization_id, name, time_zone, layers, feed_token, created_at, updated_at
from schedules where organization_id = $1 and ($2::bigint is null or id = $2)
order by lower(name);

-- name: schedule_by_feed
select id, organization_id, name, time_zone, layers, feed_token, created_at, updated_at
from schedules where feed_token = $1;

-- name: insert_schedule
insert into schedules (organization_id, name, time_zone, layers, feed_token, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $6)
returning id;

-- name: update_schedule
update schedules set name = $2, time_zone = $3, layers = $4, updated_at = $5 where id = $1;

-- name: renew_feed
update schedules set feed_token = $2 where id = $1;

-- name: delete_schedule
delete from schedules where id = $1;

-- name: overrides
select id, schedule_id, user_id, starts_at, ends_at, created_by
from schedule_overrides
where schedule_id = any($1::bigint[]) and ends_at > $2 and starts_at < $3
order by schedule_id, id;

-- name: insert_override
insert into schedule_overrides (schedule_id, user_id, starts_at, ends_at, created_by, created_at)
values ($1, $2, $3, $4, $5, $6)
returning id, schedule_id, user_id, starts_at, ends_at, created_by;

-- name: count_overrides
select count(*) from schedule_overrides where schedule_id = $1 and ends_at > $2;

-- name: delete_override
delete from schedule_overrides where schedule_id = $1 and id = $2 returning id;

-- name: active_members
select m.user_id from members m join users u on u.id = m.user_id
where m.organization_id = $1 and u.is_active;

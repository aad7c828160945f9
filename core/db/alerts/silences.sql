-- name: silences
-- $2: only the one of that id; $3: only those that are not over then (one that comes again is asked whether it is).
select s.id, s.kind, s.matcher, s.comment, s.starts_at, s.ends_at, s.repeats, s.user_id, s.created_at,
       u.email as user_email, u.name as user_name, u.created_at as user_joined_at
from silences s left join users u on u.id = s.user_id
where s.organization_id = $1 and ($2::bigint is null or s.id = $2)
  and ($3::timestamptz is null or s.ends_at > $3 or s.repeats is not null)
order by s.starts_at desc, s.id desc limit 1000;

-- name: count_silences
select count(*) from silences where organization_id = $1 and (ends_at > $2 or repeats is not null);

-- name: insert_silence
insert into silences (organization_id, user_id, kind, matcher, comment, starts_at, ends_at, repeats, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
returning id;

-- name: update_silence
update silences set matcher = $2, comment = $3, starts_at = $4, ends_at = $5, repeats = $6 where id = $1;

-- name: delete_silence
delete from silences where id = $1;

-- name: inhibitions
-- $2: only the one of that id.
select id, name, source, target, equal, created_at from inhibitions
where organization_id = $1 and ($2::bigint is null or id = $2)
order by lower(name), id;

-- name: insert_inhibition
insert into inhibitions (organization_id, name, source, target, equal, created_at) values ($1, $2, $3, $4, $5, $6)
returning id;

-- name: update_inhibition
update inhibitions set name = $2, source = $3, target = $4, equal = $5 where id = $1;

-- name: delete_inhibition
delete from inhibitions where id = $1;

-- name: open_alerts
select id, number, labels from alerts
where organization_id = $1 and status <> 'resolved' order by last_fired_at desc, id desc;

-- name: held_now
select held_by, count(*) as alerts from alerts
where organization_id = $1 and status = 'firing' and held_by is not null group by held_by;

-- name: look_again
-- It waits for whoever looks at one of them now: that one does not see the change, and may rest long.
update alerts set notify_at = $2
where id in (
    select id from alerts where organization_id = $1 and status = 'firing' order by id for no key update
);

-- name: tell_alerters
select pg_notify('alerts', $1::bigint::text)

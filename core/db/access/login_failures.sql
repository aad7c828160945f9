-- name: lock_subject
select pg_advisory_xact_lock(hashtextextended('login ' || $1::text, 0));

-- name: failures
-- How many since $2, and when the oldest of them was.
select count(*) as failures, min(failed_at) as oldest
from (select failed_at from login_failures where subject = $1 and failed_at > $2 order by failed_at desc limit $3) recent;

-- name: insert_failure
insert into login_failures (subject, failed_at) values ($1, $2);

-- name: forget_failures
delete from login_failures where subject = $1;

-- name: take_back_failure
-- One row of those noted at that moment: an attempt that turned out well.
delete from login_failures
where ctid in (select ctid from login_failures where subject = $1 and failed_at = $2 limit 1);

-- name: drop_old_failures
delete from login_failures where failed_at < $1;

-- name: existing
-- Day partitions there are, of all partitioned tables.
select p.relname as parent, c.relname as name
from pg_inherits i
join pg_class p on p.oid = i.inhparent
join pg_class c on c.oid = i.inhrelid
where p.relkind = 'p' and p.relname = any($1::text[]) and p.relnamespace = current_schema()::regnamespace

-- name: lock
-- One process at a time makes or drops partitions.
select pg_advisory_xact_lock(hashtext('redshank partitions'))

-- name: be_impatient
set local lock_timeout = '3s'

-- name: events_of_day
select count(*) from events where day = $1

-- name: hold
-- Days stay while they are copied: dropping one waits for whoever reads it.
lock table events, payload_blocks in access share mode

-- name: snapshot
select pg_export_snapshot()

-- name: tables
-- Not what the search index is told: that is written anew where whole events come to be in another store.
select c.oid::regclass::text as name
from pg_class c
where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = current_schema()::regnamespace
  and c.relname <> 'recorded_blocks'
order by 1

-- name: about
select (select max(version) from schema_migrations) as schema, current_setting('server_version') as postgres,
       current_setting('server_version_num')::int / 10000 as major, now() as at

-- name: positions
select topic, partition, position from log_positions where log_id = $1 and consumer_group = $2

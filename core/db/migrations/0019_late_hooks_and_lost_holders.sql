-- Webhooks that come late, and deliveries of alerters that are gone.

-- When theirs came to stand as we know it, by the tracker's own clock: what is older changes nothing.
alter table tracker_links add column theirs_at timestamptz;

-- Numbers of alerters whose connection stands: each holds an advisory lock of its own. PostgreSQL lets go of it when the
-- process is gone, and keeps it while the process is only paused.
create view living_alerters as
select l.objid::bigint::integer as number
from pg_locks l
where l.locktype = 'advisory' and l.classid = 82736 and l.objsubid = 2 and l.granted
  and l.database = (select d.oid from pg_database d where d.datname = current_database());

-- Which alerter has it under way; null: one that held no number, and only the end of its lease tells.
alter table deliveries add column claimed_by integer;
create index deliveries_claimed_by on deliveries (claimed_by) where claimed_by is not null;

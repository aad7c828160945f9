-- Webhooks that come late, and deliveries of alerters that are gone.

-- When theirs came to stand as we know it, by the tracker's own clock: what is older changes nothing.
alter table tracker_links add column theirs_at timestamptz;

-- Which alerter has it under way: it holds an advisory lock of that number for as long as it lives.
alter table deliveries add column claimed_by integer;
create index deliveries_claimed_by on deliveries (claimed_by) where claimed_by is not null;

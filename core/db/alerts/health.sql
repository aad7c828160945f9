-- name: put_alerter
-- What an alerter tells of itself, every few seconds.
insert into alerters (name, started_at, seen_at, lag_seconds, rounds) values ($1, $2, $3, $4, $5)
on conflict (name) do update
set started_at = excluded.started_at, seen_at = excluded.seen_at, lag_seconds = excluded.lag_seconds,
    rounds = excluded.rounds

-- name: note_ping
update alerters set pinged_at = coalesce($2, pinged_at), ping_error = $3 where name = $1

-- name: forget_alerters
delete from alerters where seen_at < $1

-- name: alerters
select name, started_at, seen_at, lag_seconds, rounds, pinged_at, ping_error from alerters order by seen_at desc limit 100

-- name: vitals
-- $1: now. What waits for evaluation is in `signals`; what waits to be sent is due, and nobody holds its lease.
select (select created_at from signals order by id limit 1) as oldest_signal,
       (select min(next_at) from deliveries
        where next_at <= $1 and (claimed_until is null or claimed_until <= $1)) as oldest_due

-- name: delivery_counts
-- $1: a day ago; $2: of that organization, null: of all. Counted up to 100,000 of each, which is many.
-- `arrived`: whether any message got there since.
select (select count(*) from (
            select from deliveries
            where next_at is not null and ($2::bigint is null or organization_id = $2) limit 100000) w) as waiting,
       (select count(*) from (
            select from deliveries
            where state in ('failed', 'dead') and ended_at >= $1 and ($2::bigint is null or organization_id = $2)
            limit 100000) f) as failed,
       exists (select from deliveries
               where state = 'synced' and ended_at >= $1 and ($2::bigint is null or organization_id = $2)) as arrived

-- name: open_trouble
-- The row where it is new, or comes back after it was forgotten ($4); none while it lasts.
insert into troubles (name, detail, since) values ($1, $2, $3)
on conflict (name) do update
set detail = excluded.detail,
    since = case when troubles.ended_at <= $4 then excluded.since else troubles.since end,
    told_at = case when troubles.ended_at <= $4 then null else troubles.told_at end,
    ended_at = null
returning since, told_at

-- name: told_trouble
update troubles set told_at = $2 where name = $1

-- name: close_troubles
-- All but those that still are.
update troubles set ended_at = $2 where ended_at is null and not name = any($1::text[])

-- name: open_troubles
select name, detail, since, told_at from troubles where ended_at is null order by since

-- name: those_in_charge
-- Owners and admins of any organization, each once.
select distinct on (u.id) u.id as user_id, u.email, m.organization_id, o.slug
from members m join users u on u.id = m.user_id join organizations o on o.id = m.organization_id
where m.role in ('owner', 'admin') and u.is_active
order by u.id, m.organization_id

-- name: ways_out
-- By what messages leave an organization, and whether anything would be told at all.
select (select evaluated_at from alerting_settings where organization_id = $1) as evaluated_at,
       (select count(*) from channels where organization_id = $1 and user_id is null and is_active) as active_channels,
       (select count(*) from rules where organization_id = $1 and is_active) as rules

-- name: disabled_channels
select id, name, kind, coalesce(disabled_because, 'switched off') as disabled_because
from channels where organization_id = $1 and user_id is null and not is_active
order by name limit 50

-- name: hold_number
-- For as long as this connection stands. The class is the one that `living_alerters` looks for.
select pg_try_advisory_lock(82736, $1)

-- name: missing_alerters
-- Those that have deliveries under way, and whose connection is gone.
select distinct d.claimed_by from deliveries d
where d.claimed_by is not null and not exists (select from living_alerters l where l.number = d.claimed_by)

-- name: give_back
-- Due at once, for whoever comes first; not $3, which are under way.
update deliveries set next_at = $2, claimed_until = null, claimed_by = null
where claimed_by = any($1::integer[]) and not id = any($3::bigint[]) and claimed_until > $2 and state in ('pending', 'retrying')
returning id

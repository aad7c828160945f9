-- name: insert_deliveries
-- The same one is asked for once: whoever repeats himself after a crash finds it there.
insert into deliveries (organization_id, idempotency_key, target, kind, recipient, purpose, alert_id, issue_id, project_id,
                        user_id, message, next_at, created_at)
select *, $13::timestamptz
from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[],
            $9::bigint[], $10::bigint[], $11::jsonb[], $12::timestamptz[])
on conflict (idempotency_key) do nothing
returning id, idempotency_key

-- name: tell_deliverers
select pg_notify('deliveries', '')

-- name: due_deliveries
-- Locked until this transaction ends; what another alerter looks at is passed over. A claimed row is due again when its
-- lease ends: whoever held it died on the way, and it goes out again with the same key.
select d.id, d.organization_id, d.idempotency_key, d.target, d.kind, d.recipient, d.purpose, d.alert_id, d.issue_id,
       d.project_id, d.user_id, d.message, d.attempts, d.attempts_before, c.per_minute
from deliveries d
left join channels c on d.target = 'channel:' || c.id and c.organization_id = d.organization_id
where d.next_at <= $1 and d.state in ('pending', 'retrying') and not (d.organization_id || '/' || d.target) = any($3::text[])
order by d.next_at
limit $2
for update of d skip locked

-- name: claim_deliveries
-- $3: the alerter's number, which counts only while its lock is held.
update deliveries
set attempts = attempts + 1, claimed_until = $2, next_at = $2, parked = false,
    claimed_by = (select l.number from living_alerters l where l.number = $3)
where id = any($1::bigint[])

-- name: park_deliveries
update deliveries d set next_at = one.at, parked = true
from unnest($1::bigint[], $2::timestamptz[]) as one (id, at)
where d.id = one.id

-- name: next_due
select min(next_at) from deliveries where next_at is not null and state in ('pending', 'retrying')

-- name: still_ours
-- Locks it for the result. A row whose lease lapsed and that somebody else took is not ours any more.
select state from deliveries where id = $1 and claimed_until = $2 for update

-- name: arrived
update deliveries
set state = 'synced', class = $2, error = $3, reference = coalesce($4, reference), next_at = null, claimed_until = null,
    claimed_by = null, ended_at = $5
where id = $1

-- name: failed
-- What was superseded or discarded meanwhile stays so.
update deliveries
set state = $2, class = $3, error = $4, next_at = $5, claimed_until = null, claimed_by = null, ended_at = $6
where id = $1 and state in ('pending', 'retrying')

-- name: release
update deliveries set claimed_until = null, claimed_by = null, next_at = null where id = $1

-- name: insert_attempt
insert into delivery_attempts (delivery_id, number, at, milliseconds, class, status, answer)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (delivery_id, number) do nothing

-- name: thread_reference
-- What the channel called the first message of this alert.
select reference from deliveries
where alert_id = $1 and target = $2 and id < $3 and reference is not null and state = 'synced'
order by id limit 1

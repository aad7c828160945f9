-- The first eleven values are a DeliveryFilter everywhere. What went to a person's own channel only she sees.

-- name: deliveries
-- A page, newest first. $12 is the id to go on from.
select d.id, d.target, d.kind, d.recipient, d.purpose, d.state, d.class, d.error, d.attempts, d.next_at, d.parked,
       d.reference, d.created_at, d.ended_at, d.alert_id, a.number as alert_number, d.issue_id, p.slug as project,
       coalesce(d.message ->> 'title', '') as title, c.name as channel, d.idempotency_key
from deliveries d
left join alerts a on a.id = d.alert_id
left join projects p on p.id = d.project_id
left join channels c on d.target = 'channel:' || c.id
where d.organization_id = $1 and (c.user_id is null or c.user_id = $2)
  and ($3::text[] is null or d.state = any($3)) and ($4::text is null or d.kind = $4)
  and ($5::text is null or d.target = $5) and ($6::bigint is null or d.alert_id = $6)
  and ($7::bigint is null or d.issue_id = $7) and ($8::timestamptz is null or d.created_at >= $8)
  and ($9::text[] is null or d.class = any($9)) and ($10::bigint[] is null or d.id = any($10))
  and ($11::bigint is null or d.id <= $11)
  and ($12::bigint is null or d.id < $12)
order by d.id desc limit $13

-- name: deliveries_backwards
select d.id, d.target, d.kind, d.recipient, d.purpose, d.state, d.class, d.error, d.attempts, d.next_at, d.parked,
       d.reference, d.created_at, d.ended_at, d.alert_id, a.number as alert_number, d.issue_id, p.slug as project,
       coalesce(d.message ->> 'title', '') as title, c.name as channel, d.idempotency_key
from deliveries d
left join alerts a on a.id = d.alert_id
left join projects p on p.id = d.project_id
left join channels c on d.target = 'channel:' || c.id
where d.organization_id = $1 and (c.user_id is null or c.user_id = $2)
  and ($3::text[] is null or d.state = any($3)) and ($4::text is null or d.kind = $4)
  and ($5::text is null or d.target = $5) and ($6::bigint is null or d.alert_id = $6)
  and ($7::bigint is null or d.issue_id = $7) and ($8::timestamptz is null or d.created_at >= $8)
  and ($9::text[] is null or d.class = any($9)) and ($10::bigint[] is null or d.id = any($10))
  and ($11::bigint is null or d.id <= $11)
  and ($12::bigint is null or d.id > $12)
order by d.id limit $13

-- name: plan
-- By class of failure; hopeless: the same again must fail the same, as neither channel nor tracker was changed since.
select coalesce(d.class, 'unknown') as class, count(*) as quantity,
       count(*) filter (
           where (d.target like 'channel:%' and (c.id is null or not c.is_active))
              or (d.target like 'tracker:%' and (t.id is null or not t.is_active))
              or (d.class in ('data', 'auth', 'blocked')
                  and coalesce(c.updated_at, t.updated_at, '-infinity') <= coalesce(d.ended_at, d.created_at))
       ) as hopeless,
       max(d.id) as up_to
from deliveries d
left join channels c on d.target = 'channel:' || c.id
left join trackers t on d.target = 'tracker:' || t.id
where d.organization_id = $1 and (c.user_id is null or c.user_id = $2) and d.state in ('failed', 'dead')
  and ($3::text[] is null or d.state = any($3)) and ($4::text is null or d.kind = $4)
  and ($5::text is null or d.target = $5) and ($6::bigint is null or d.alert_id = $6)
  and ($7::bigint is null or d.issue_id = $7) and ($8::timestamptz is null or d.created_at >= $8)
  and ($9::text[] is null or d.class = any($9)) and ($10::bigint[] is null or d.id = any($10))
  and ($11::bigint is null or d.id <= $11)
group by 1 order by 2 desc, 1

-- name: chosen
-- Ids of what a batch sends again, oldest first.
select d.id
from deliveries d
left join channels c on d.target = 'channel:' || c.id
where d.organization_id = $1 and (c.user_id is null or c.user_id = $2) and d.state in ('failed', 'dead')
  and ($3::text[] is null or d.state = any($3)) and ($4::text is null or d.kind = $4)
  and ($5::text is null or d.target = $5) and ($6::bigint is null or d.alert_id = $6)
  and ($7::bigint is null or d.issue_id = $7) and ($8::timestamptz is null or d.created_at >= $8)
  and ($9::text[] is null or d.class = any($9)) and ($10::bigint[] is null or d.id = any($10))
  and ($11::bigint is null or d.id <= $11)
order by d.id limit $12

-- name: attempts
select number, at, milliseconds, class, status, answer from delivery_attempts where delivery_id = $1 order by number

-- name: send_again
-- With the same idempotency key. What is under way at this moment is left alone; so is what a later one superseded.
update deliveries
set state = 'pending', next_at = $3, claimed_until = null, ended_at = null, parked = false, attempts_before = attempts
where id = any($1::bigint[]) and state = any($2::text[]) and (claimed_until is null or claimed_until <= $3)
returning id

-- name: discard
update deliveries
set state = 'discarded', next_at = null, ended_at = $2, parked = false
where id = $1 and state in ('pending', 'retrying', 'failed', 'dead') and (claimed_until is null or claimed_until <= $2)
returning id

-- name: tell_deliverers
select pg_notify('deliveries', '')

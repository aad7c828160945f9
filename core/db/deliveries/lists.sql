-- The first twelve values are a DeliveryFilter everywhere. What went to a person's own channel only she sees.

-- part: narrowed
  and ($3::text[] is null or d.state = any($3)) and ($4::text is null or d.kind = $4)
  and ($5::text is null or d.target = $5)
  and ($6::bigint is null or d.alert_id = (select id from alerts where organization_id = $1 and number = $6))
  and ($7::bigint is null or d.issue_id = $7) and ($8::timestamptz is null or d.created_at >= $8)
  and ($9::text[] is null or d.class = any($9)) and ($10::bigint[] is null or d.id = any($10))
  and ($11::bigint is null or d.id <= $11) and ($12::boolean or d.purpose <> 'test')

-- part: page
select d.id, d.target, d.kind, d.recipient, d.purpose, d.state, d.class, d.error, d.attempts, d.next_at, d.parked,
       d.reference, d.created_at, d.ended_at, a.number as alert_number, d.issue_id, i.number as issue_number,
       ip.slug as issue_project, p.slug as project, coalesce(d.message ->> 'title', '') as title,
       coalesce(c.name, t.name) as channel, d.idempotency_key
from deliveries d
left join alerts a on a.id = d.alert_id
left join issues i on i.id = d.issue_id
left join projects ip on ip.id = i.project_id
left join projects p on p.id = d.project_id
left join channels c on d.target = 'channel:' || c.id
left join trackers t on d.target = 'tracker:' || t.id
where d.organization_id = $1 and (c.user_id is null or c.user_id = $2)
/*part narrowed*/

-- name: deliveries
-- A page, newest first. $13 is the id to go on from.
/*part page*/
  and ($13::bigint is null or d.id < $13)
order by d.id desc limit $14

-- name: deliveries_backwards
/*part page*/
  and ($13::bigint is null or d.id > $13)
order by d.id limit $14

-- part: over
-- What a batch may send again, and why that would be in vain; null: it may arrive. Settings that block a call are read when
-- an alerter starts: where one has since, they may be others.
select d.id, d.target, coalesce(d.class, 'unknown') as class, coalesce(c.name, t.name, '') as name,
       case
           when d.target like 'channel:%' and c.id is null or d.target like 'tracker:%' and t.id is null then 'gone'
           when not coalesce(c.is_active, t.is_active, true) then 'off'
           when d.class in ('data', 'auth', 'blocked')
               and coalesce(c.updated_at, t.updated_at, '-infinity') > coalesce(d.ended_at, d.created_at) then null
           when d.class in ('data', 'auth') and d.target = 'mail' then 'address'
           when d.class in ('data', 'auth') then 'unchanged'
           when d.class = 'blocked' and coalesce((select max(started_at) from alerters), '-infinity')
               <= coalesce(d.ended_at, d.created_at) then 'blocked'
       end as why
from deliveries d
left join channels c on d.target = 'channel:' || c.id
left join trackers t on d.target = 'tracker:' || t.id
where d.organization_id = $1 and (c.user_id is null or c.user_id = $2) and d.state in ('failed', 'dead')
/*part narrowed*/

-- name: plan
-- By class of failure, and by why the same again must fail the same.
select class, why, count(*) as quantity, count(distinct target) as targets, min(target) as target, min(name) as name,
       max(id) as up_to
from (/*part over*/) meant
group by class, why order by sum(count(*)) over (partition by class) desc, class, why nulls first

-- name: chosen
-- Ids of what a batch sends again, oldest first; $13: without those for which `plan` has a why.
select id from (/*part over*/) meant where not $13::boolean or why is null
order by id limit $14

-- name: attempts
select number, at, milliseconds, class, status, answer from delivery_attempts where delivery_id = $1 order by number

-- name: send_again
-- With the same idempotency key. What is under way at this moment is left alone; so is what a later one superseded.
update deliveries
set state = 'pending', next_at = $3, claimed_until = null, claimed_by = null, ended_at = null, parked = false, attempts_before = attempts
where id = any($1::bigint[]) and state = any($2::text[]) and (claimed_until is null or claimed_until <= $3)
returning id

-- name: discard
update deliveries
set state = 'discarded', next_at = null, ended_at = $2, parked = false
where id = $1 and state in ('pending', 'retrying', 'failed', 'dead') and (claimed_until is null or claimed_until <= $2)
returning id

-- name: tell_deliverers
select pg_notify('deliveries', '')

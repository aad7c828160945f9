-- name: lock
select id, organization_id, number, status, policy, step, round, held_by, resolved_from, rule_id, group_key from alerts
where organization_id = $1 and number = any($2::bigint[]) order by id for no key update;

-- name: lock_by_id
select id, organization_id, number, status, policy, step, round, held_by, resolved_from, rule_id, group_key
from alerts where id = $1 for no key update;

-- name: acknowledge
-- notify_at: whoever follows alerts tells the chats.
update alerts set
    status = 'acknowledged', acknowledged_by = $2, acknowledged_at = $3, acknowledged_until = $4, kept_step_at = step_at,
    step_at = null, notify_at = $3, held_by = null, takes_back = null
where id = $1;

-- name: unacknowledge
-- It goes on where it stood; a step that would have come meanwhile comes at once.
update alerts set
    status = 'firing', acknowledged_by = null, acknowledged_at = null, acknowledged_until = null, kept_step_at = null,
    step_at = case when kept_step_at is null and step >= jsonb_array_length(policy -> 'steps') then null
                   else greatest(kept_step_at, $2) end,
    notify_at = $2, takes_back = case when $3 then 'acknowledged' end
where id = $1;

-- name: escalate
-- The step $2 of the round $3 comes at once.
update alerts set
    status = 'firing', acknowledged_by = null, acknowledged_at = null, acknowledged_until = null, step = $2, round = $3,
    step_at = $4, notify_at = $4, kept_step_at = null
where id = $1;

-- name: resolve
-- When it would resolve by itself and when its acknowledgement would time out stay, for one that is re-opened.
update alerts set
    status = 'resolved', resolved_by = $2, resolved_because = $3, resolved_at = $4, notify_at = $4,
    resolved_from = status, kept_step_at = coalesce(step_at, kept_step_at), step_at = null, held_by = null,
    takes_back = null
where id = $1;

-- name: hold_openings
-- Whoever opens alerts of the organization holds this row; nobody opens one while we do.
select from alerting_settings where organization_id = $1 for no key update;

-- name: newer_open
select number from alerts where rule_id = $1 and group_key = $2 and status <> 'resolved';

-- name: reopen
-- As it stood: firing, or acknowledged by whoever had. It does not resolve by itself in the same moment.
update alerts set
    status = resolved_from, resolved_by = null, resolved_because = null, resolved_at = null, resolved_from = null,
    step_at = case when resolved_from = 'acknowledged' then null
                   when kept_step_at is null and step >= jsonb_array_length(policy -> 'steps') then null
                   else greatest(kept_step_at, $2) end,
    kept_step_at = case when resolved_from = 'acknowledged' then kept_step_at end,
    resolve_at = case when resolve_at <= $2 then $2 + make_interval(secs => (timing ->> 'auto_resolve')::float8)
                      else resolve_at end,
    notify_at = $2, takes_back = case when $3 then 'resolved' end
where id = $1;

-- name: take_back_said
-- What a deliverer holds a lease on is being sent: it is too late for that.
update deliveries set state = 'superseded', next_at = null, ended_at = $3
where id in (
    select id from deliveries
    where alert_id = $1 and purpose = $2 and state in ('pending', 'retrying')
      and (claimed_until is null or claimed_until <= $3)
    order by id for update skip locked
);

-- name: said
-- Whether a message with the purpose $2 has gone out, or can no longer be stopped, after all that said that it fires.
select exists (
    select from deliveries
    where alert_id = $1 and purpose = $2 and state not in ('superseded', 'discarded')
      and id > coalesce((select max(id) from deliveries
                         where alert_id = $1 and purpose in ('firing', 'update', 'repeat', 'unacknowledged')), 0)
);

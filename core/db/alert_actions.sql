-- name: lock
select id, organization_id, number, status, policy, step, round, held_by from alerts
where organization_id = $1 and number = any($2::bigint[]) order by id for no key update;

-- name: lock_by_id
select id, organization_id, number, status, policy, step, round, held_by from alerts where id = $1 for no key update;

-- name: acknowledge
-- notify_at: whoever follows alerts tells the chats.
update alerts set
    status = 'acknowledged', acknowledged_by = $2, acknowledged_at = $3, acknowledged_until = $4, step_at = null,
    notify_at = $3, held_by = null
where id = $1;

-- name: unacknowledge
-- The step $2 of the round $3 comes at once.
update alerts set
    status = 'firing', acknowledged_by = null, acknowledged_at = null, acknowledged_until = null, step = $2, round = $3,
    step_at = $4, notify_at = $4
where id = $1;

-- name: resolve
update alerts set
    status = 'resolved', resolved_by = $2, resolved_because = $3, resolved_at = $4, notify_at = $4, step_at = null,
    acknowledged_until = null, resolve_at = null, held_by = null
where id = $1;

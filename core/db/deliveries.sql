-- name: insert_delivery
-- The same one is asked for once: whoever repeats himself after a crash finds it there.
insert into deliveries (organization_id, idempotency_key, target, kind, recipient, purpose, alert_id, issue_id, project_id,
                        user_id, message, next_at, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict (idempotency_key) do nothing
returning id

-- name: tell_deliverers
select pg_notify('deliveries', '')

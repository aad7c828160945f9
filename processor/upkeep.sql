-- name: forget_signals
delete from signals where created_at < $1

-- name: forget_login_failures
delete from login_failures where failed_at < $1

-- name: forget_sessions
delete from sessions where expires_at < $1

-- name: forget_outcome_batches
delete from outcome_batches where seen_at < $1

-- name: forget_dead_records
with forgotten as (delete from dead_records where created_at < $1 returning id) select count(*) from forgotten

-- name: forget_replays
delete from replays where ended_at < $1

-- name: forget_reports
delete from reports where sent_at < $1

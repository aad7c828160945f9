-- name: insert_entries
insert into alert_entries (alert_id, at, kind, user_id, text, data)
select * from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::bigint[], $5::text[], $6::jsonb[])

-- name: tell_alerters
select pg_notify('alerts', '')

-- name: insert_entries
insert into alert_entries (alert_id, at, kind, user_id, text, data)
select * from unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::bigint[], $5::text[], $6::jsonb[])

-- name: tell_alerters
-- Which organizations they are of, for the pages that are open; an alerter looks at all that is due.
select pg_notify('alerts', coalesce(string_agg(distinct organization_id::text, ' '), ''))
from alerts where id = any($1::bigint[])

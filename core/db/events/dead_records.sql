-- The first six values are a DeadFilter everywhere.

-- part: meant
where ($1::bigint[] is null or d.project_id = any($1))
  and ($2::text is null or d.reason = $2)
  and ($3::timestamptz is null or d.created_at >= $3)
  and ($4::timestamptz is null or d.created_at < $4)
  and ($5::bigint[] is null or d.id = any($5))
  and ($6::bigint is null or d.id <= $6)

-- part: page
select d.id, d.project_id, p.slug as project_slug, d.category, d.reason, d.attempts, d.created_at, d.last_tried_at,
       octet_length(d.value) as size
from dead_records d left join projects p on p.id = d.project_id
/*part meant*/

-- name: dead_records
-- A page, newest first. $7 is the id to go on from.
/*part page*/
  and ($7::bigint is null or d.id < $7)
order by d.id desc limit $8

-- name: dead_records_backwards
/*part page*/
  and ($7::bigint is null or d.id > $7)
order by d.id limit $8

-- name: dead_by_reason
select d.reason, count(*) as quantity, min(d.created_at) as oldest, max(d.created_at) as newest, max(d.id) as up_to
from dead_records d
/*part meant*/
group by d.reason
order by count(*) desc, d.reason

-- name: count_meant
select count(*) as total, max(d.id) as up_to
from dead_records d
/*part meant*/

-- name: remains
select trace, value from dead_records where id = $1

-- name: discard
delete from dead_records d
/*part meant*/
returning d.id

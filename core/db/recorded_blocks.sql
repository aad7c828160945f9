-- name: follow
-- Blocks behind an id that were not taken yet, and which transactions may still bring rows between them.
select pg_snapshot_xmin(now.snapshot)::text::bigint as oldest_running,
       pg_snapshot_xmax(now.snapshot)::text::bigint as next_to_come,
       r.id, r.day, r.block, r.mark, r.places, r.project_ids
from (select pg_current_snapshot() as snapshot) now
left join lateral (
    select * from recorded_blocks where id > $1 and id <> all($2::bigint[]) order by id limit $3) r on true
order by r.id

-- name: days
select day, count(*) as blocks, min(id) as first, max(id) as last, sum(cardinality(places))::bigint as events
from recorded_blocks
group by day
order by day desc

-- name: next_transaction
select pg_snapshot_xmax(pg_current_snapshot())::text::bigint

-- name: of_day
select id, day, block, mark, places, project_ids
from recorded_blocks
where day = $1 and id > $2 and id <= $3
order by id
limit $4

-- name: bodies
select b.id, b.day, b.body
from unnest($1::bigint[], $2::date[]) as wanted (id, day)
join payload_blocks b on b.id = wanted.id and b.day = wanted.day

-- name: forget
delete from recorded_blocks where day < $1

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
select r.day, count(*) as blocks, min(r.id) as first, max(r.id) as last, sum(cardinality(r.places))::bigint as events,
       coalesce(max(v.version), 0) as version
from recorded_blocks r
left join index_versions v on v.day = r.day
group by r.day
order by r.day desc

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
with versions as (delete from index_versions where day < $1)
delete from recorded_blocks where day < $1

-- name: index_anew
insert into index_versions (day, version) values ($1, 1)
on conflict (day) do update set version = index_versions.version + 1

-- name: put
insert into payload_blocks (day, body) values ($1, $2) returning id

-- name: get_many
select b.id, b.day, b.body
from unnest($1::bigint[], $2::date[]) as wanted (id, day)
join payload_blocks b on b.id = wanted.id and b.day = wanted.day

-- name: lock
select body from payload_blocks where id = $1 and day = $2 for update

-- name: replace
update payload_blocks set body = $3 where id = $1 and day = $2

-- name: delete
delete from payload_blocks where id = $1 and day = $2

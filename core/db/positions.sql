-- name: begin
insert into log_positions (log_id, consumer_group, topic, partition, position)
select $1, $2, $3, partition, 0 from unnest($4::int[]) as partition
on conflict do nothing

-- name: move
-- Only from where this batch was read: one that another process has recorded meanwhile moves nothing.
update log_positions p set position = moved.position
from unnest($4::int[], $5::bigint[], $6::bigint[]) as moved (partition, expected, position)
where p.log_id = $1 and p.consumer_group = $2 and p.topic = $3
  and p.partition = moved.partition and p.position = moved.expected
returning p.partition

-- name: positions
select partition, position from log_positions
where log_id = $1 and consumer_group = $2 and topic = $3 and partition = any($4::int[])

-- name: all_positions
select partition, position from log_positions where log_id = $1 and consumer_group = $2 and topic = $3

-- What was recorded, block by block, for whoever indexes whole events: a row is there when its events are.

create table recorded_blocks (
    id bigint generated always as identity primary key,
    day date not null,
    block bigint not null,                          -- of payload_blocks
    mark bigint not null default hashtextextended(gen_random_uuid()::text, 0),  -- tells it from the same number before a restore
    places integer[] not null,                      -- of the events in the block that were recorded
    project_ids bigint[] not null                   -- theirs, in that order
);

insert into recorded_blocks (day, block, places, project_ids)
select day, split_part(payload, ':', 1)::bigint, array_agg(split_part(payload, ':', 2)::integer), array_agg(project_id)
from events
where payload ~ '^[0-9]+:[0-9]+$'
group by 1, 2
order by 1, 2;

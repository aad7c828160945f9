-- name: keys
select key, sum(times_seen)::bigint as total, count(*) as distinct_values
from issue_tags where issue_id = $1
group by key order by key limit 200;

-- name: top_values
select key, value, times_seen, first_seen, last_seen
from (
    select t.*, row_number() over (partition by key order by times_seen desc, last_seen desc, value) as place
    from issue_tags t where issue_id = $1
) ranked
where place <= $2
order by key, place;

-- name: values
select key, value, times_seen, first_seen, last_seen
from issue_tags where issue_id = $1 and key = $2
order by times_seen desc, last_seen desc, value limit $3;

-- name: keys_of_projects
-- From the issues seen last: enough to know which tags there are, however many issues.
select t.key, sum(t.times_seen)::bigint as total, count(distinct t.value) as distinct_values
from (select id from issues where project_id = any($1::bigint[]) order by last_seen desc limit 500) i
join issue_tags t on t.issue_id = i.id
where t.key ilike $2
group by t.key order by total desc, t.key limit $3;

-- name: values_of_projects
select t.key, t.value, sum(t.times_seen)::bigint as times_seen, min(t.first_seen) as first_seen,
       max(t.last_seen) as last_seen
from (select id from issues where project_id = any($1::bigint[]) order by last_seen desc limit 500) i
join issue_tags t on t.issue_id = i.id
where t.key = $2 and t.value ilike $3
group by t.key, t.value order by times_seen desc, t.value limit $4;

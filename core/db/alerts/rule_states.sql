-- name: states
select s.rule_id, s.group_key, s.state
from unnest($1::bigint[], $2::text[]) as wanted (rule_id, group_key)
join rule_states s on s.rule_id = wanted.rule_id and s.group_key = wanted.group_key

-- name: due
select s.rule_id, s.group_key, s.state
from rule_states s
join rules r on r.id = s.rule_id
where s.due_at <= $2 and r.organization_id = $1
order by s.due_at
limit $3

-- name: write
-- Of rules that there still are.
insert into rule_states (rule_id, group_key, state, due_at)
select w.rule_id, w.group_key, w.state, w.due_at
from unnest($1::bigint[], $2::text[], $3::bytea[], $4::timestamptz[]) as w (rule_id, group_key, state, due_at)
join rules r on r.id = w.rule_id
on conflict (rule_id, group_key) do update set state = excluded.state, due_at = excluded.due_at

-- name: forget
delete from rule_states s
using unnest($1::bigint[], $2::text[]) as gone (rule_id, group_key)
where s.rule_id = gone.rule_id and s.group_key = gone.group_key

-- name: next_due
select min(due_at) from rule_states

-- name: books
select o.project_id, p.slug as project_slug, o.category, o.outcome, o.reason,
       date_bin(make_interval(secs => $4), o.hour, 'epoch'::timestamptz) as at, sum(o.quantity)::bigint as quantity
from outcomes o join projects p on p.id = o.project_id
where o.project_id = any($1::bigint[]) and o.hour >= $2 and o.hour < $3
group by 1, 2, 3, 4, 5, 6
having sum(o.quantity) <> 0;  -- none left where dead records were stored after all

-- name: refusals
select reason, outcome, sum(quantity)::bigint as quantity, max(hour) as last_hour
from outcomes
where project_id = $1 and hour >= $2 and outcome in ('limited', 'invalid', 'filtered', 'dead')
group by 1, 2 having sum(quantity) <> 0
order by last_hour desc, quantity desc limit 20;

-- name: last_event
select max(last_event_at) from projects where id = any($1::bigint[]);

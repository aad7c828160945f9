-- name: named_people
-- Members, and those of $2 who have left.
select u.id, coalesce(nullif(u.name, ''), u.email) as name, u.email, (m.user_id is not null and u.is_active) as is_member
from users u left join members m on m.user_id = u.id and m.organization_id = $1
where u.id = any($2::bigint[])
order by lower(coalesce(nullif(u.name, ''), u.email)), u.id;

-- name: woken
-- How many alerts told each person between 22:00 and 06:00 of the zone $4 since $3.
select user_id, count(distinct alert_id) as alerts
from deliveries
where organization_id = $1 and user_id = any($2::bigint[]) and created_at >= $3 and alert_id is not null
  and purpose in ('firing', 'update', 'repeat', 'unacknowledged')
  and (extract(hour from created_at at time zone $4::text) >= 22 or extract(hour from created_at at time zone $4::text) < 6)
group by user_id;

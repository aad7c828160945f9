-- name: people
-- Active members, with how each wants to be told.
select u.id, u.email, coalesce(nullif(u.name, ''), u.email) as name, m.role, r.definition as rules
from members m
join users u on u.id = m.user_id
left join personal_rules r on r.user_id = u.id
where m.organization_id = $1 and u.is_active
order by u.id;

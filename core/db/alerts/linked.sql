-- name: linked_alert
select a.id, o.slug as organization, a.number, a.rule_name, a.severity, a.status, a.reason, a.started_at,
       coalesce(nullif(u.name, ''), u.email) as person, m.role,
       coalesce(nullif(b.name, ''), b.email) as answered_by, a.acknowledged_at as answered_at,
       coalesce(a.acknowledged_by = u.id, false) as is_own
from alerts a
join organizations o on o.id = a.organization_id
join members m on m.organization_id = a.organization_id and m.user_id = $2
join users u on u.id = m.user_id and u.is_active
left join users b on b.id = a.acknowledged_by
where a.id = $1

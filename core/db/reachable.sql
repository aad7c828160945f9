-- name: people
-- Active members, with how each wants to be told.
select u.id, u.email, u.name, m.role, r.definition as rules
from members m
join users u on u.id = m.user_id
left join personal_rules r on r.user_id = u.id
where m.organization_id = $1 and u.is_active
order by u.id;

-- name: teams
-- Users of each team, also where there are none.
select t.id, array(select m.user_id from team_members m where m.team_id = t.id order by m.user_id) as user_ids
from teams t where t.organization_id = $1;

-- name: projects
-- Users of the teams of each project that has any.
select tp.project_id as id, array_agg(distinct m.user_id order by m.user_id) as user_ids
from team_projects tp
join teams t on t.id = tp.team_id
join team_members m on m.team_id = t.id
where t.organization_id = $1
group by tp.project_id;

-- name: channels
-- People's own too. What was switched off for its failures is not active.
select id, user_id, kind, name, is_active and disabled_because is null as is_active
from channels where organization_id = $1 order by id;

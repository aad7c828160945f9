-- name: untracked
-- Issues of an alert that nobody has looked at for its tracker, in one order, so that no two alerts wait for each other.
select i.id, i.project_id, p.slug as project_slug, i.number, i.status
from alert_issues a
join issues i on i.id = a.issue_id
join projects p on p.id = i.project_id
where a.alert_id = $1 and not a.tracked
order by i.id

-- name: count_tracked
select count(*) from alert_issues where alert_id = $1 and tracked

-- name: mark_tracked
update alert_issues set tracked = true where alert_id = $1 and issue_id = any($2::bigint[])

-- name: link_once
-- Null: there is one, of another alert or of a person; one that is being made at this moment is waited for.
insert into tracker_links (tracker_id, issue_id, created_at) values ($1, $2, $3)
on conflict (tracker_id, issue_id) do nothing
returning id

-- name: link_there
select l.id, l.external_key, l.is_done,
       exists (select from deliveries d
               where d.issue_id = l.issue_id and d.target = 'tracker:' || l.tracker_id
                 and d.state in ('pending', 'retrying')) as is_under_way
from tracker_links l
where l.tracker_id = $1 and l.issue_id = $2

-- name: links_of_alert
-- The counterparts of an alert's issues.
select l.issue_id, t.kind, t.name, l.external_key, l.url, l.external_status, l.is_done
from alert_issues a
join tracker_links l on l.issue_id = a.issue_id
join trackers t on t.id = l.tracker_id
where a.alert_id = $1
order by l.issue_id, l.id

-- name: rules_naming_tracker
select name from rules where organization_id = $1 and (definition ->> 'tracker_id')::bigint = $2 order by lower(name), id

-- name: of_projects
-- The latest $5 events of one project or of all, alike and in slices of $6 seconds by their reception. $7: whether users
-- are to be told apart. An event is received at most a minute before its own time.
select e.project_id, p.slug, e.issue_id, i.number, e.level, e.environment, e.release, e.slice,
       case when $7 then e.user_label else '' end as user_label, count(*) as quantity
from (
    select l.project_id, l.issue_id, l.level, coalesce(l.environment, '') as environment,
           coalesce(l.release, '') as release, coalesce(l.user_label, '') as user_label,
           floor(extract(epoch from l.received_at) / $6)::bigint * $6 as slice
    from projects o
    cross join lateral (
        select * from events v
        where v.project_id = o.id and v.at > $3 and v.at <= $4::timestamptz + interval '1 minute'
          and v.day >= ($3::timestamptz at time zone 'utc' - interval '2 minutes')::date
        order by v.at desc limit $5
    ) l
    where o.organization_id = $1 and ($2::bigint is null or o.id = $2)
    order by l.at desc limit $5
) e
join projects p on p.id = e.project_id
join issues i on i.id = e.issue_id
group by 1, 2, 3, 4, 5, 6, 7, 8, 9;

-- name: of_issues
-- The same of the issues of the alert $1.
select e.project_id, p.slug, e.issue_id, i.number, e.level, e.environment, e.release, e.slice,
       case when $6 then e.user_label else '' end as user_label, count(*) as quantity
from (
    select l.project_id, l.issue_id, l.level, coalesce(l.environment, '') as environment,
           coalesce(l.release, '') as release, coalesce(l.user_label, '') as user_label,
           floor(extract(epoch from l.received_at) / $5)::bigint * $5 as slice
    from (select issue_id from alert_issues where alert_id = $1 order by times_seen desc, issue_id limit 100) a
    cross join lateral (
        select * from events v
        where v.issue_id = a.issue_id and v.at > $2 and v.at <= $3::timestamptz + interval '1 minute'
          and v.day >= ($2::timestamptz at time zone 'utc' - interval '2 minutes')::date
        order by v.at desc limit $4
    ) l
    order by l.at desc limit $4
) e
join projects p on p.id = e.project_id
join issues i on i.id = e.issue_id
group by 1, 2, 3, 4, 5, 6, 7, 8, 9;

-- name: hours_of_issues
-- Of the issues of the alert $1, by hour; they outlive the events.
select extract(epoch from h.hour)::bigint as slice, sum(h.times_seen)::bigint as quantity
from (select issue_id from alert_issues where alert_id = $1 order by times_seen desc, issue_id limit 100) a
join issue_hours h on h.issue_id = a.issue_id
where h.hour >= $2 and h.hour <= $3
group by 1;

-- name: moments
-- What happened to it that a chart marks, the first 100.
select kind, at from alert_entries
where alert_id = $1 and kind in ('fired', 'acknowledged', 'unacknowledged', 'resolved', 'reopened')
order by id limit 100;

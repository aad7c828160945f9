-- part: then
-- An event is received at most a minute before its own time, and may be received long after it, but stands among those of
-- the day on which it was.
  and v.at <= $2::timestamptz + interval '1 minute'
  and v.day >= ($1::timestamptz at time zone 'utc')::date
  and v.day <= ($2::timestamptz at time zone 'utc')::date
order by v.at desc limit $3

-- part: slices
-- Of the `latest`, those received since $1: alike and in slices of $4 seconds. $5: whether users are to be told apart.
-- `read` says how many were looked at.
select e.project_id, p.slug, e.issue_id, i.number, e.level, coalesce(e.environment, '') as environment,
       coalesce(e.release, '') as release, floor(extract(epoch from e.received_at) / $4)::bigint * $4 as slice,
       case when $5 then coalesce(e.user_label, '') else '' end as user_label, count(*) as quantity,
       (select count(*) from latest) as read
from latest e
join projects p on p.id = e.project_id
join issues i on i.id = e.issue_id
where e.received_at > $1 and e.received_at <= $2
group by 1, 2, 3, 4, 5, 6, 7, 8, 9

-- name: of_projects
-- Of the latest $3 events of one project or of all.
with latest as materialized (
    select l.project_id, l.issue_id, l.level, l.environment, l.release, l.user_label, l.received_at
    from projects o
    cross join lateral (
        select * from events v
        where v.project_id = o.id
        /*part then*/
    ) l
    where o.organization_id = $6 and ($7::bigint is null or o.id = $7)
    order by l.at desc limit $3
)
/*part slices*/;

-- name: of_issues
-- Of the latest $3 events of the issues of the alert $6, of the 100 that it saw most.
with latest as materialized (
    select l.project_id, l.issue_id, l.level, l.environment, l.release, l.user_label, l.received_at
    from (select issue_id from alert_issues where alert_id = $6 order by times_seen desc, issue_id limit 100) a
    cross join lateral (
        select * from events v
        where v.issue_id = a.issue_id
        /*part then*/
    ) l
    order by l.at desc limit $3
)
/*part slices*/;

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

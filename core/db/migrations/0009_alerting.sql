-- Alerts: rules, what they watch, what fired, who is told, and every message out.

-- What each event of a signal looked like to a rule (core/alerts.py, Sighting), as MessagePack.
alter table signals add column sightings bytea not null default '';

-- Rules. A change takes the next version; evaluators read again what their organization's version left behind.
create table rules (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations on delete cascade,
    project_id bigint references projects on delete cascade, -- null: all projects of the organization
    name text not null,
    definition jsonb not null, -- core/alerts.py, Rule
    is_active boolean not null default true,
    snoozed_until timestamptz,
    is_default boolean not null default false, -- made with the project, not by a person
    created_by bigint references users on delete set null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index rules_organization on rules (organization_id, project_id);

-- One row an organization: raised with every change of its rules, silences, inhibitions or settings.
create table alerting_settings (
    organization_id bigint primary key references organizations on delete cascade,
    rules_version bigint not null default 1,
    severity_policies jsonb not null default '{}', -- severity -> policy id; what is missing has a built-in way
    last_alert_number bigint not null default 0,
    evaluated_at timestamptz -- when an alerter last finished with this organization
);

-- What a rule has counted for one group: sliding windows, pending since, firing or not. Only rules that count.
create table rule_states (
    rule_id bigint not null references rules on delete cascade,
    group_key text not null,
    state bytea not null, -- alerting/evaluate, RuleState, as MessagePack
    due_at timestamptz, -- when the clock alone may change what the rule says; null: only an event can
    primary key (rule_id, group_key)
) with (fillfactor = 70);
create index rule_states_due on rule_states (due_at) where due_at is not null;

create table policies (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations on delete cascade,
    name text not null,
    definition jsonb not null, -- core/alerts.py, Policy
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create unique index policies_name on policies (organization_id, lower(name));

-- One firing of a rule for one group, with a life. Everything that the clock has to do with it is due at due_at.
create table alerts (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations on delete cascade,
    number bigint not null, -- A-<number>, counted by organization
    rule_id bigint references rules on delete set null,
    rule_name text not null,
    project_id bigint references projects on delete cascade, -- null: the rule watches several
    group_key text not null,
    labels jsonb not null, -- what silences and inhibitions match: name -> text
    severity text not null check (severity in ('critical', 'high', 'medium', 'low')),
    status text not null default 'firing' check (status in ('firing', 'acknowledged', 'resolved')),
    reason text not null, -- one sentence, in words and numbers
    value double precision,
    threshold double precision,
    times_fired bigint not null default 1,
    started_at timestamptz not null, -- when what it tells of began
    noticed_at timestamptz not null, -- when an alerter saw it
    last_fired_at timestamptz not null,
    acknowledged_at timestamptz,
    acknowledged_by bigint references users on delete set null,
    acknowledged_until timestamptz, -- it escalates again from then on
    resolved_at timestamptz,
    resolved_by bigint references users on delete set null,
    resolved_because text,
    policy jsonb not null, -- a copy, as it was when the alert opened
    timing jsonb not null, -- core/alerts.py, Timing: group wait and interval, repeat, auto-resolve
    step integer not null default 0, -- the step of the policy that comes next
    round integer not null default 0,
    step_at timestamptz, -- when it comes; null: there is none
    notify_at timestamptz, -- when the next message to those already told is due
    notified_at timestamptz, -- the last one
    held_by text, -- silence:<id>, inhibition:<id>, maintenance:<id>, mute, flapping; null: nothing holds it back
    resolve_at timestamptz, -- auto-resolve
    due_at timestamptz generated always as (
        case when status = 'resolved' then notify_at else least(notify_at, step_at, acknowledged_until, resolve_at) end
    ) stored, -- when somebody has to look at it by the clock
    unique (organization_id, number)
) with (fillfactor = 70);
create unique index alerts_open on alerts (rule_id, group_key) where status <> 'resolved';
create index alerts_due on alerts (due_at) where due_at is not null;
create index alerts_list on alerts (organization_id, last_fired_at desc);
create index alerts_rule on alerts (rule_id, group_key, resolved_at desc);

create table alert_issues (
    alert_id bigint not null references alerts on delete cascade,
    issue_id bigint not null references issues on delete cascade,
    times_seen bigint not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    event_id uuid, -- one to look at
    told boolean not null default false, -- whether a message has named it
    primary key (alert_id, issue_id)
) with (fillfactor = 70);
create index alert_issues_issue on alert_issues (issue_id);

-- The time line.
create table alert_entries (
    id bigint generated always as identity primary key,
    alert_id bigint not null references alerts on delete cascade,
    at timestamptz not null,
    kind text not null, -- core/alerts.py, EntryKind
    user_id bigint references users on delete set null, -- who did it, if a person
    text text not null, -- one sentence
    data jsonb not null default '{}'
);
create index alert_entries_alert on alert_entries (alert_id, id);

-- Silences, and maintenance windows, which come again.
create table silences (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations on delete cascade,
    kind text not null check (kind in ('silence', 'maintenance')),
    matcher text not null, -- a query over an alert's labels
    comment text not null,
    user_id bigint references users on delete set null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    repeats jsonb, -- core/alerts.py, Repeats; null: once
    created_at timestamptz not null,
    check (ends_at > starts_at)
);
create index silences_organization on silences (organization_id, ends_at);

create table inhibitions (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations on delete cascade,
    name text not null,
    source text not null, -- a query over labels: while an alert that matches fires …
    target text not null, -- … those that match this one are held back …
    equal text[] not null, -- … where these labels are the same
    created_at timestamptz not null
);
create index inhibitions_organization on inhibitions (organization_id);

create table schedules (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations on delete cascade,
    name text not null,
    time_zone text not null, -- an IANA name
    layers jsonb not null, -- core/alerts.py, Layer; the later one wins
    feed_token text not null unique, -- opens the iCalendar feed
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create unique index schedules_name on schedules (organization_id, lower(name));

create table schedule_overrides (
    id bigint generated always as identity primary key,
    schedule_id bigint not null references schedules on delete cascade,
    user_id bigint references users on delete cascade, -- null: nobody
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    created_by bigint references users on delete set null,
    created_at timestamptz not null,
    check (ends_at > starts_at)
);
create index schedule_overrides_schedule on schedule_overrides (schedule_id, ends_at);

-- How a person wants to be told, and her reports.
create table personal_rules (
    user_id bigint primary key references users on delete cascade,
    definition jsonb not null, -- core/alerts.py, PersonalRules
    updated_at timestamptz not null
);

-- Where messages go. Secrets are encrypted; nobody reads them back.
create table channels (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations on delete cascade,
    user_id bigint references users on delete cascade, -- a person's own: only she may use it
    kind text not null, -- alerting/channels
    name text not null,
    config jsonb not null,
    secrets bytea, -- JSON, encrypted with the installation's key
    template jsonb not null default '{}', -- part of a message -> text with placeholders
    per_minute integer not null default 60 check (per_minute between 1 and 10000),
    is_active boolean not null default true,
    disabled_because text,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create unique index channels_name on channels (organization_id, coalesce(user_id, 0), lower(name));

-- The breaker and the pace of everything that is called: channel:<id>, tracker:<id>, mail.
create table targets (
    organization_id bigint not null references organizations on delete cascade,
    target text not null,
    failures integer not null default 0, -- in a row
    failing_since timestamptz,
    open_until timestamptz, -- the breaker: nothing is sent before
    window_started_at timestamptz,
    window_sent integer not null default 0,
    last_success_at timestamptz,
    primary key (organization_id, target)
) with (fillfactor = 70);

-- Every outbound message or tracker call.
create table deliveries (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations on delete cascade,
    idempotency_key text not null unique, -- the same delivery is asked for once, and receivers can tell a repetition
    target text not null, -- channel:<id>, tracker:<id>, mail
    kind text not null, -- slack, email, webhook, jira, …
    recipient text not null, -- for people: #shop-alerts, ines@example.com
    purpose text not null, -- firing, acknowledged, resolved, report, test, notice, tracker_create, …
    alert_id bigint references alerts on delete set null,
    issue_id bigint references issues on delete set null,
    project_id bigint references projects on delete set null,
    user_id bigint references users on delete set null, -- for whom
    message jsonb not null, -- what is rendered when it is sent
    state text not null default 'pending'
        check (state in ('pending', 'retrying', 'failed', 'dead', 'synced', 'discarded', 'superseded')),
    class text, -- of the last failure: connection, timeout, auth, rate_limit, data, duplicate, unknown
    error text, -- of the last failure, redacted
    attempts integer not null default 0,
    next_at timestamptz, -- null: not by itself
    claimed_until timestamptz, -- a lease
    reference text, -- the receiver's own name for it: a Slack ts, an issue key
    created_at timestamptz not null,
    ended_at timestamptz
) with (fillfactor = 70);
create index deliveries_due on deliveries (next_at) where next_at is not null;
create index deliveries_list on deliveries (organization_id, id desc);
create index deliveries_alert on deliveries (alert_id) where alert_id is not null;
create index deliveries_target on deliveries (organization_id, target, created_at desc);

create table delivery_attempts (
    delivery_id bigint not null references deliveries on delete cascade,
    number integer not null,
    at timestamptz not null,
    milliseconds integer not null,
    class text, -- null: it arrived
    status integer, -- of HTTP or SMTP
    answer text not null, -- redacted and cut
    primary key (delivery_id, number)
);

-- A wish to send many again: plan, start, progress, stop.
create table resends (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations on delete cascade,
    user_id bigint references users on delete set null,
    filter jsonb not null,
    ids bigint[] not null,
    per_second integer not null check (per_second > 0),
    state text not null check (state in ('running', 'done', 'stopped')),
    reached integer not null default 0, -- how many of `ids` are under way again
    started_at timestamptz not null,
    due_at timestamptz not null,
    ended_at timestamptz
);
create unique index resends_running on resends (organization_id) where state = 'running';

create table trackers (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations on delete cascade,
    kind text not null check (kind in ('jira', 'github', 'gitlab')),
    name text not null,
    config jsonb not null, -- address, project or repository, status map
    secrets bytea,
    hook_token text not null unique, -- in the address that the tracker calls
    is_active boolean not null default true,
    disabled_because text,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create unique index trackers_name on trackers (organization_id, lower(name));

create table tracker_links (
    id bigint generated always as identity primary key,
    tracker_id bigint not null references trackers on delete cascade,
    issue_id bigint not null references issues on delete cascade,
    external_key text, -- OPS-12, 418; null while it is being made
    url text,
    external_status text not null default '', -- as they call it
    is_done boolean not null default false, -- by the status map
    created_by bigint references users on delete set null,
    created_at timestamptz not null,
    synced_at timestamptz,
    unique (tracker_id, issue_id)
);
create unique index tracker_links_external on tracker_links (tracker_id, external_key) where external_key is not null;
create index tracker_links_issue on tracker_links (issue_id);

-- What happens to events before they are redacted and stored. In order; the first that ends it ends it.
create table pipeline_rules (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organizations on delete cascade,
    project_id bigint not null references projects on delete cascade,
    position integer not null,
    name text not null,
    definition jsonb not null, -- core/pipeline_rules.py
    is_active boolean not null default true,
    version integer not null default 1,
    created_by bigint references users on delete set null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index pipeline_rules_project on pipeline_rules (project_id, position);

-- Every version of the pipeline rules of a project, for "which rule was it then".
create table pipeline_rule_versions (
    rule_id bigint not null references pipeline_rules on delete cascade,
    version integer not null,
    name text not null,
    definition jsonb not null,
    user_id bigint references users on delete set null,
    at timestamptz not null,
    primary key (rule_id, version)
);

-- Which report went out, so that none goes twice.
create table reports (
    user_id bigint not null references users on delete cascade,
    organization_id bigint not null references organizations on delete cascade,
    period text not null check (period in ('daily', 'weekly')),
    starts_on date not null,
    sent_at timestamptz not null,
    primary key (user_id, organization_id, period, starts_on)
);

-- One row an alerter: the engine watches itself.
create table alerters (
    name text primary key,
    started_at timestamptz not null,
    seen_at timestamptz not null,
    lag_seconds double precision not null,
    pinged_at timestamptz
);

-- Alerts that make issues at trackers, and re-sends that send one first.

-- Whether this issue's counterpart was asked for by this alert, or found: it is looked at once.
alter table alert_issues add column tracked boolean not null default false;

-- `waiting`: the first one is sent, and a person is to say whether the rest follows.
alter table resends drop constraint resends_state_check;
alter table resends add constraint resends_state_check check (state in ('running', 'waiting', 'done', 'stopped'));

-- What people answered can be taken back: where the alert stood before, and what messages have said meanwhile.

alter table alerts
    add column kept_step_at timestamptz, -- of one that a person answered: when its next step would have come
    add column resolved_from text -- how it stood when a person resolved it; null: it is open, or ended by itself
        constraint alerts_resolved_from_check check (resolved_from in ('firing', 'acknowledged')),
    add column takes_back text -- messages said this of it, and it is so no more: that is to be told
        constraint alerts_takes_back_check check (takes_back in ('acknowledged', 'resolved'));

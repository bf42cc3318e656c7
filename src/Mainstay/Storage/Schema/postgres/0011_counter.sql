-- Visits booked into slots, and the seats they hold. Visits of cases booked before stand beside the slots, under the case's own id.
CREATE TABLE cases_visits (
    id uuid NOT NULL,
    number text NOT NULL,
    site uuid NOT NULL,
    category uuid NOT NULL,
    model uuid,
    customer uuid NOT NULL,
    "case" uuid,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    seat integer,
    state text NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    booked_by uuid NOT NULL,
    policy uuid,
    arrived_at timestamp with time zone,
    ended_at timestamp with time zone,
    reason text,
    token uuid,
    reminded_of timestamp with time zone,
    moved integer NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_cases_visits PRIMARY KEY (id),
    CONSTRAINT fk_cases_visits_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT
);

CREATE TABLE cases_visit_seats (
    site uuid NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    seat integer NOT NULL,
    visit uuid NOT NULL,
    CONSTRAINT pk_cases_visit_seats PRIMARY KEY (site, starts_at, seat)
);

CREATE INDEX ix_cases_visit_seats_visit ON cases_visit_seats (visit);

CREATE INDEX ix_cases_visits_customer ON cases_visits (customer);

CREATE INDEX ix_cases_visits_site_starts_at ON cases_visits (site, starts_at);

CREATE INDEX ix_cases_visits_starts_at ON cases_visits (starts_at) WHERE state = 'booked';

CREATE UNIQUE INDEX ux_cases_visits_case ON cases_visits ("case") WHERE "case" IS NOT NULL;

CREATE UNIQUE INDEX ux_cases_visits_number ON cases_visits (number);

INSERT INTO cases_visits (id, number, site, category, model, customer, "case", starts_at, ends_at, state, booked_at, booked_by, arrived_at, ended_at, reason, moved, version)
SELECT c.id, c.number, c.site, c.category, c.model, c.customer, c.id, c.booked_for, c.booked_for + INTERVAL '15 minutes',
       CASE WHEN c.received_at IS NOT NULL THEN 'arrived' WHEN c.state = 'booked' THEN 'booked' WHEN e.reason = 'no_show' THEN 'no_show' ELSE 'cancelled' END,
       c.opened_at, o.person, c.received_at, CASE WHEN c.received_at IS NULL AND c.state <> 'booked' THEN c.closed_at END,
       CASE WHEN c.received_at IS NULL THEN e.reason END, 0, 0
FROM cases_cases c
JOIN cases_events o ON o."case" = c.id AND o.sequence = 1
LEFT JOIN cases_events e ON e."case" = c.id AND e.verb = 'cancel'
WHERE c.booked_for IS NOT NULL AND c.channel IN ('booking', 'phone') AND c.state <> 'draft';

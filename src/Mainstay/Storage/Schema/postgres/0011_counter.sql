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

-- Counters where people take turns, screens in waiting halls, and numbers given out on paper.
CREATE TABLE access_terminals (
    id uuid NOT NULL,
    site uuid NOT NULL,
    name text NOT NULL,
    digest bytea NOT NULL,
    idle_minutes integer NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    registered_by uuid NOT NULL,
    revoked_at timestamp with time zone,
    revoked_by uuid,
    CONSTRAINT pk_access_terminals PRIMARY KEY (id)
);

CREATE TABLE access_counter_keys (
    person uuid NOT NULL,
    badge_digest bytea,
    pin_hash text NOT NULL,
    set_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_access_counter_keys PRIMARY KEY (person),
    CONSTRAINT fk_access_counter_keys_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT
);

CREATE TABLE access_counter_tries (
    terminal uuid NOT NULL,
    person uuid NOT NULL,
    failures integer NOT NULL,
    locked_until timestamp with time zone,
    CONSTRAINT pk_access_counter_tries PRIMARY KEY (terminal, person)
);

CREATE TABLE cases_displays (
    digest bytea NOT NULL,
    site uuid NOT NULL,
    sealed bytea NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    issued_by uuid NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT pk_cases_displays PRIMARY KEY (digest)
);

CREATE TABLE cases_paper_blocks (
    id uuid NOT NULL,
    site uuid NOT NULL,
    count integer NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    issued_by uuid NOT NULL,
    CONSTRAINT pk_cases_paper_blocks PRIMARY KEY (id)
);

CREATE TABLE cases_paper_numbers (
    number text NOT NULL,
    block uuid NOT NULL,
    site uuid NOT NULL,
    state text NOT NULL,
    "case" uuid,
    conflict uuid,
    reason text,
    ended_at timestamp with time zone,
    ended_by uuid,
    version integer NOT NULL,
    CONSTRAINT pk_cases_paper_numbers PRIMARY KEY (number),
    CONSTRAINT fk_cases_paper_numbers_block FOREIGN KEY (block) REFERENCES cases_paper_blocks (id) ON DELETE RESTRICT
);

CREATE INDEX ix_access_terminals_site ON access_terminals (site);

CREATE UNIQUE INDEX ux_access_counter_keys_badge_digest ON access_counter_keys (badge_digest) WHERE badge_digest IS NOT NULL;

CREATE INDEX ix_cases_displays_site ON cases_displays (site);

CREATE INDEX ix_cases_paper_blocks_site_issued_at ON cases_paper_blocks (site, issued_at);

CREATE INDEX ix_cases_paper_numbers_block ON cases_paper_numbers (block);

CREATE INDEX ix_cases_paper_numbers_site_state ON cases_paper_numbers (site, state);

ALTER TABLE access_sessions ADD COLUMN terminal uuid;

ALTER TABLE access_sessions ADD COLUMN idle_minutes integer;

ALTER TABLE access_sessions ADD CONSTRAINT fk_access_sessions_terminal FOREIGN KEY (terminal) REFERENCES access_terminals (id) ON DELETE RESTRICT;

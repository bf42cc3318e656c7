-- Events for others: what waits to be told, and what was told.

CREATE TABLE messaging_outbox (
    id uuid NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    version integer NOT NULL,
    site uuid,
    at timestamp with time zone NOT NULL,
    data text NOT NULL,
    CONSTRAINT pk_messaging_outbox PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_messaging_outbox_subject_version ON messaging_outbox (subject, version);

CREATE TABLE messaging_events (
    id uuid NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    version integer NOT NULL,
    site uuid,
    at timestamp with time zone NOT NULL,
    data text NOT NULL,
    told_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_messaging_events PRIMARY KEY (id)
);

CREATE INDEX ix_messaging_events_told_at ON messaging_events (told_at);

CREATE UNIQUE INDEX ux_messaging_events_subject_version ON messaging_events (subject, version);

-- Events for others: what waits to be told, what was told, and the addresses that hear of it. Keys that programs sign in with.

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

CREATE TABLE messaging_webhooks (
    id uuid NOT NULL,
    url text NOT NULL,
    types text NOT NULL,
    description text NOT NULL,
    site uuid,
    organisation uuid,
    state text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    tests integer NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_messaging_webhooks PRIMARY KEY (id),
    CONSTRAINT fk_messaging_webhooks_organisation FOREIGN KEY (organisation) REFERENCES network_organisations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_messaging_webhooks_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);

CREATE TABLE messaging_webhook_secrets (
    id uuid NOT NULL,
    webhook uuid NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    CONSTRAINT pk_messaging_webhook_secrets PRIMARY KEY (id),
    CONSTRAINT fk_messaging_webhook_secrets_webhook FOREIGN KEY (webhook) REFERENCES messaging_webhooks (id) ON DELETE RESTRICT
);

CREATE INDEX ix_messaging_webhook_secrets_webhook ON messaging_webhook_secrets (webhook);

CREATE TABLE messaging_deliveries (
    id uuid NOT NULL,
    webhook uuid NOT NULL,
    event uuid NOT NULL,
    subject text NOT NULL,
    version integer NOT NULL,
    type text NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    next_at timestamp with time zone NOT NULL,
    claimed_by uuid,
    last_status integer,
    last_answer text,
    created_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    CONSTRAINT pk_messaging_deliveries PRIMARY KEY (id),
    CONSTRAINT fk_messaging_deliveries_event FOREIGN KEY (event) REFERENCES messaging_events (id) ON DELETE RESTRICT,
    CONSTRAINT fk_messaging_deliveries_webhook FOREIGN KEY (webhook) REFERENCES messaging_webhooks (id) ON DELETE RESTRICT
);

CREATE INDEX ix_messaging_deliveries_created_at ON messaging_deliveries (created_at);

CREATE INDEX ix_messaging_deliveries_webhook_state_next_at ON messaging_deliveries (webhook, state, next_at);

CREATE INDEX ix_messaging_deliveries_webhook_subject_version ON messaging_deliveries (webhook, subject, version);

CREATE UNIQUE INDEX ux_messaging_deliveries_event_webhook ON messaging_deliveries (event, webhook);

CREATE TABLE access_api_keys (
    id uuid NOT NULL,
    person uuid NOT NULL,
    digest bytea NOT NULL,
    site uuid,
    organisation uuid,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    CONSTRAINT pk_access_api_keys PRIMARY KEY (id),
    CONSTRAINT fk_access_api_keys_organisation FOREIGN KEY (organisation) REFERENCES network_organisations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_access_api_keys_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT,
    CONSTRAINT fk_access_api_keys_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);

CREATE UNIQUE INDEX ux_access_api_keys_person ON access_api_keys (person);

ALTER TABLE contacts_customers ADD preferred text;

ALTER TABLE contacts_customers ADD no_sms boolean NOT NULL DEFAULT FALSE;

ALTER TABLE contacts_customers ADD no_mail boolean NOT NULL DEFAULT FALSE;

ALTER TABLE contacts_customers ADD no_messenger boolean NOT NULL DEFAULT FALSE;

CREATE TABLE messaging_notices (
    id uuid NOT NULL,
    key text NOT NULL,
    template text NOT NULL,
    template_version integer NOT NULL,
    language text NOT NULL,
    channel text,
    customer uuid NOT NULL,
    subject text NOT NULL,
    site uuid,
    urgent boolean NOT NULL,
    state text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone,
    attempts integer NOT NULL,
    channel_attempts integer NOT NULL,
    sent_at timestamp with time zone,
    problem text,
    CONSTRAINT pk_messaging_notices PRIMARY KEY (id)
);

CREATE TABLE messaging_templates (
    key text NOT NULL,
    kind text NOT NULL,
    language text NOT NULL,
    channel text NOT NULL,
    version integer NOT NULL,
    title text,
    text text NOT NULL,
    published_by uuid NOT NULL,
    published_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_messaging_templates PRIMARY KEY (key)
);

CREATE TABLE messaging_notice_texts (
    notice uuid NOT NULL,
    phone text,
    email text,
    values text,
    title text,
    text text,
    CONSTRAINT pk_messaging_notice_texts PRIMARY KEY (notice),
    CONSTRAINT fk_messaging_notice_texts_notice FOREIGN KEY (notice) REFERENCES messaging_notices (id) ON DELETE RESTRICT
);

CREATE INDEX ix_messaging_notices_created_at ON messaging_notices (created_at);

CREATE INDEX ix_messaging_notices_customer ON messaging_notices (customer);

CREATE INDEX ix_messaging_notices_next_at ON messaging_notices (next_at) WHERE next_at IS NOT NULL;

CREATE INDEX ix_messaging_notices_subject_created_at ON messaging_notices (subject, created_at);

CREATE UNIQUE INDEX ux_messaging_notices_key ON messaging_notices (key);

CREATE UNIQUE INDEX ux_messaging_templates_kind_language_channel_version ON messaging_templates (kind, language, channel, version);

CREATE INDEX ix_cases_cases_ready_p90 ON cases_cases (ready_p90) WHERE is_open AND ready_p90 IS NOT NULL AND ready_at IS NULL;

CREATE INDEX ix_cases_cases_known_by ON cases_cases (known_by) WHERE is_open AND known_by IS NOT NULL AND ready_at IS NULL;

CREATE INDEX ix_cases_cases_estimate_until ON cases_cases (estimate_until) WHERE state = 'estimate_sent';

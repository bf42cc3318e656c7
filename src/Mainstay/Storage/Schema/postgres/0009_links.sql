-- The customer's link to a case, what he complains of, the vault for his passcode, and pictures sealed one over the other.

ALTER TABLE "cases_cases" ADD COLUMN "picture_chain" bytea NULL;

ALTER TABLE "cases_cases" ADD COLUMN "unlock" text NULL;

ALTER TABLE "cases_private" ADD COLUMN "forgotten_at" timestamp with time zone NULL;

ALTER TABLE "cases_attachments" ADD COLUMN "chain" bytea NULL;

ALTER TABLE "cases_attachments" ADD COLUMN "content_hash" bytea NULL;

ALTER TABLE "cases_attachments" ADD COLUMN "text_version" text NULL;

CREATE TABLE cases_complaints (
    "case" uuid NOT NULL,
    sequence integer NOT NULL,
    via text NOT NULL,
    text text,
    raised_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_cases_complaints PRIMARY KEY ("case", sequence),
    CONSTRAINT fk_cases_complaints_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT
);

CREATE TABLE cases_links (
    digest bytea NOT NULL,
    "case" uuid NOT NULL,
    sealed bytea NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    issued_by uuid NOT NULL,
    revoked_at timestamp with time zone,
    revoked_by uuid,
    CONSTRAINT pk_cases_links PRIMARY KEY (digest),
    CONSTRAINT fk_cases_links_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT
);

CREATE TABLE cases_passcodes (
    "case" uuid NOT NULL,
    sealed bytea NOT NULL,
    given_at timestamp with time zone NOT NULL,
    given_to uuid NOT NULL,
    reads_left integer NOT NULL,
    read_at timestamp with time zone,
    read_by uuid,
    CONSTRAINT pk_cases_passcodes PRIMARY KEY ("case"),
    CONSTRAINT fk_cases_passcodes_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT
);

CREATE INDEX ix_cases_links_case_issued_at ON cases_links ("case", issued_at);

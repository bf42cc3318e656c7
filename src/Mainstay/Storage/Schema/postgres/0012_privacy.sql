CREATE TABLE access_retention (
    kind text NOT NULL,
    days integer,
    last_run_at timestamp with time zone,
    last_count bigint NOT NULL,
    CONSTRAINT pk_access_retention PRIMARY KEY (kind)
);

CREATE TABLE contacts_keys (
    customer uuid NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_contacts_keys PRIMARY KEY (customer),
    CONSTRAINT fk_contacts_keys_customer FOREIGN KEY (customer) REFERENCES contacts_customers (id) ON DELETE RESTRICT
);

ALTER TABLE cases_attachments ADD COLUMN sealed_note bytea;

ALTER TABLE cases_attachments ADD COLUMN is_sealed boolean NOT NULL DEFAULT FALSE;

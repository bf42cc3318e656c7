-- Replaced parts that have to come back, and what a factory makes of them.

CREATE TABLE parts_core_terms (
    id uuid NOT NULL,
    part uuid,
    class text,
    comes_back boolean NOT NULL,
    "to" text NOT NULL,
    days integer NOT NULL,
    core_percent integer NOT NULL,
    since timestamp with time zone NOT NULL,
    by uuid NOT NULL,
    CONSTRAINT pk_parts_core_terms PRIMARY KEY (id),
    CONSTRAINT fk_parts_core_terms_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT
);

CREATE TABLE parts_debts (
    id uuid NOT NULL,
    number text NOT NULL,
    "case" uuid NOT NULL,
    line uuid NOT NULL,
    piece integer NOT NULL,
    site uuid NOT NULL,
    "to" uuid NOT NULL,
    part uuid NOT NULL,
    owner uuid NOT NULL,
    serial text,
    unit uuid,
    in_stock boolean NOT NULL,
    core_minor bigint NOT NULL,
    currency text NOT NULL,
    term uuid,
    opened_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    state text NOT NULL,
    transfer uuid,
    transfer_line uuid,
    returned_at timestamp with time zone,
    got_serial text,
    got_unit uuid,
    reason text,
    closed_by uuid,
    closed_at timestamp with time zone,
    told_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT pk_parts_debts PRIMARY KEY (id),
    CONSTRAINT fk_parts_debts_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_debts_got_unit FOREIGN KEY (got_unit) REFERENCES parts_units (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_debts_line FOREIGN KEY (line) REFERENCES cases_lines (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_debts_owner FOREIGN KEY (owner) REFERENCES network_organisations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_debts_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_debts_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_debts_term FOREIGN KEY (term) REFERENCES parts_core_terms (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_debts_to FOREIGN KEY ("to") REFERENCES network_sites (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_debts_transfer FOREIGN KEY (transfer) REFERENCES parts_transfers (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_debts_transfer_line FOREIGN KEY (transfer_line) REFERENCES parts_transfer_lines (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_debts_unit FOREIGN KEY (unit) REFERENCES parts_units (id) ON DELETE RESTRICT
);

CREATE TABLE parts_board_jobs (
    id uuid NOT NULL,
    site uuid NOT NULL,
    part uuid NOT NULL,
    owner uuid NOT NULL,
    unit uuid,
    tag text NOT NULL,
    debt uuid,
    transfer uuid,
    lot text NOT NULL,
    state text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    since timestamp with time zone NOT NULL,
    attempts integer NOT NULL,
    first_pass boolean,
    first_test_at timestamp with time zone,
    done_at timestamp with time zone,
    done_by uuid,
    scrap_reason text,
    weight_grams integer,
    stream text,
    recycler text,
    recycler_document text,
    version integer NOT NULL,
    CONSTRAINT pk_parts_board_jobs PRIMARY KEY (id),
    CONSTRAINT fk_parts_board_jobs_debt FOREIGN KEY (debt) REFERENCES parts_debts (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_board_jobs_owner FOREIGN KEY (owner) REFERENCES network_organisations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_board_jobs_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_board_jobs_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_board_jobs_transfer FOREIGN KEY (transfer) REFERENCES parts_transfers (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_board_jobs_unit FOREIGN KEY (unit) REFERENCES parts_units (id) ON DELETE RESTRICT
);

CREATE TABLE parts_board_steps (
    job uuid NOT NULL,
    sequence integer NOT NULL,
    act text NOT NULL,
    "to" text NOT NULL,
    code text,
    by uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_parts_board_steps PRIMARY KEY (job, sequence)
);

CREATE INDEX ix_parts_board_jobs_site_done_at ON parts_board_jobs (site, done_at);

CREATE INDEX ix_parts_board_jobs_site_state ON parts_board_jobs (site, state);

CREATE INDEX ix_parts_board_jobs_site_tag ON parts_board_jobs (site, tag);

CREATE UNIQUE INDEX ux_parts_board_jobs_unit ON parts_board_jobs (unit) WHERE done_at IS NULL;

CREATE INDEX ix_parts_debts_case ON parts_debts ("case");

CREATE INDEX ix_parts_debts_due_on ON parts_debts (due_on) WHERE closed_at IS NULL;

CREATE INDEX ix_parts_debts_site_state ON parts_debts (site, state);

CREATE INDEX ix_parts_debts_to_state ON parts_debts ("to", state);

CREATE INDEX ix_parts_debts_transfer ON parts_debts (transfer);

CREATE UNIQUE INDEX ux_parts_debts_line_piece ON parts_debts (line, piece);

CREATE UNIQUE INDEX ux_parts_debts_number ON parts_debts (number);

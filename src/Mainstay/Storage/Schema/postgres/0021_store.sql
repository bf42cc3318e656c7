-- Cycle counts; the challan a transfer travels with; what happened to one piece is found by its id.

ALTER TABLE parts_transfers ADD challan text;

ALTER TABLE parts_transfers ADD declared_minor bigint;

CREATE TABLE parts_counts (
    id uuid NOT NULL,
    number text NOT NULL,
    site uuid NOT NULL,
    state text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT pk_parts_counts PRIMARY KEY (id),
    CONSTRAINT fk_parts_counts_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);

CREATE TABLE parts_count_lines (
    id uuid NOT NULL,
    count uuid NOT NULL,
    part uuid NOT NULL,
    bin text NOT NULL,
    condition text NOT NULL,
    owner uuid NOT NULL,
    lot text NOT NULL,
    expected integer NOT NULL,
    open_place uuid,
    counted integer,
    ledger_then integer,
    counted_at timestamp with time zone,
    counted_by uuid,
    missing text,
    extra text,
    variance integer,
    value_minor bigint,
    reason text,
    CONSTRAINT pk_parts_count_lines PRIMARY KEY (id),
    CONSTRAINT fk_parts_count_lines_count FOREIGN KEY (count) REFERENCES parts_counts (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_count_lines_owner FOREIGN KEY (owner) REFERENCES network_organisations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_count_lines_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT
);

CREATE INDEX ix_parts_count_lines_count ON parts_count_lines (count);

CREATE UNIQUE INDEX ux_parts_count_lines_open_place ON parts_count_lines (open_place) WHERE open_place IS NOT NULL;

CREATE INDEX ix_parts_counts_site_state ON parts_counts (site, state);

CREATE UNIQUE INDEX ux_parts_counts_number ON parts_counts (number);

CREATE INDEX ix_parts_movements_unit ON parts_movements (unit) WHERE unit IS NOT NULL;

CREATE UNIQUE INDEX ux_parts_transfers_challan ON parts_transfers (challan) WHERE challan IS NOT NULL;

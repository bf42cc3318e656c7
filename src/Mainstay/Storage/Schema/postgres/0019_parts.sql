-- The stock ledger: places, movements, pieces with serials and lots; what jobs need; transfers between sites.

CREATE TABLE parts_lots (
    part uuid NOT NULL,
    code text NOT NULL,
    recalled_at timestamp with time zone,
    recall_reason text,
    version integer NOT NULL,
    CONSTRAINT pk_parts_lots PRIMARY KEY (part, code),
    CONSTRAINT fk_parts_lots_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT
);

CREATE TABLE parts_units (
    id uuid NOT NULL,
    part uuid NOT NULL,
    serial text NOT NULL,
    place uuid,
    lot text NOT NULL,
    came_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_parts_units PRIMARY KEY (id),
    CONSTRAINT fk_parts_units_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT
);

CREATE TABLE parts_keeping (
    site uuid NOT NULL,
    since timestamp with time zone NOT NULL,
    CONSTRAINT pk_parts_keeping PRIMARY KEY (site),
    CONSTRAINT fk_parts_keeping_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);

CREATE TABLE parts_places (
    id uuid NOT NULL,
    site uuid NOT NULL,
    part uuid NOT NULL,
    kind text NOT NULL,
    bin text NOT NULL,
    condition text NOT NULL,
    owner uuid NOT NULL,
    lot text NOT NULL,
    on_hand integer NOT NULL,
    counted_at timestamp with time zone,
    CONSTRAINT pk_parts_places PRIMARY KEY (id),
    CONSTRAINT ck_parts_places_on_hand CHECK (on_hand >= 0),
    CONSTRAINT fk_parts_places_owner FOREIGN KEY (owner) REFERENCES network_organisations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_places_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_places_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);

CREATE TABLE parts_transfers (
    id uuid NOT NULL,
    number text NOT NULL,
    "from" uuid NOT NULL,
    "to" uuid NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    expected_on date,
    received_at timestamp with time zone,
    carrier text,
    carrier_reference text,
    eway_bill text,
    version integer NOT NULL,
    CONSTRAINT pk_parts_transfers PRIMARY KEY (id),
    CONSTRAINT fk_parts_transfers_from FOREIGN KEY ("from") REFERENCES network_sites (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_transfers_to FOREIGN KEY ("to") REFERENCES network_sites (id) ON DELETE RESTRICT
);

CREATE TABLE parts_movements (
    id uuid NOT NULL,
    part uuid NOT NULL,
    "from" uuid,
    "to" uuid,
    quantity integer NOT NULL,
    kind text NOT NULL,
    reason text,
    unit uuid,
    paper text NOT NULL,
    paper_id uuid,
    by uuid NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_parts_movements PRIMARY KEY (id),
    CONSTRAINT ck_parts_movements_quantity CHECK (quantity > 0),
    CONSTRAINT fk_parts_movements_from FOREIGN KEY ("from") REFERENCES parts_places (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_movements_to FOREIGN KEY ("to") REFERENCES parts_places (id) ON DELETE RESTRICT
);

CREATE TABLE parts_needs (
    id uuid NOT NULL,
    "case" uuid NOT NULL,
    line uuid NOT NULL,
    site uuid NOT NULL,
    part uuid NOT NULL,
    quantity integer NOT NULL,
    state text NOT NULL,
    place uuid,
    bin text,
    unit uuid,
    created_at timestamp with time zone NOT NULL,
    filled_at timestamp with time zone,
    closed_at timestamp with time zone,
    expected_on date,
    version integer NOT NULL,
    CONSTRAINT pk_parts_needs PRIMARY KEY (id),
    CONSTRAINT fk_parts_needs_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_needs_line FOREIGN KEY (line) REFERENCES cases_lines (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_needs_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_needs_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_needs_unit FOREIGN KEY (unit) REFERENCES parts_units (id) ON DELETE RESTRICT
);

CREATE TABLE parts_transfer_lines (
    id uuid NOT NULL,
    transfer uuid NOT NULL,
    part uuid NOT NULL,
    condition text NOT NULL,
    owner uuid NOT NULL,
    lot text NOT NULL,
    asked integer NOT NULL,
    sent integer NOT NULL,
    arrived integer NOT NULL,
    damaged integer NOT NULL,
    lost integer NOT NULL,
    "for" uuid,
    unit uuid,
    CONSTRAINT pk_parts_transfer_lines PRIMARY KEY (id),
    CONSTRAINT fk_parts_transfer_lines_for FOREIGN KEY ("for") REFERENCES parts_needs (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_transfer_lines_owner FOREIGN KEY (owner) REFERENCES network_organisations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_transfer_lines_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_transfer_lines_transfer FOREIGN KEY (transfer) REFERENCES parts_transfers (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_transfer_lines_unit FOREIGN KEY (unit) REFERENCES parts_units (id) ON DELETE RESTRICT
);

CREATE INDEX ix_parts_movements_from_recorded_at ON parts_movements ("from", recorded_at);

CREATE INDEX ix_parts_movements_to_recorded_at ON parts_movements ("to", recorded_at);

CREATE INDEX ix_parts_needs_case ON parts_needs ("case");

CREATE INDEX ix_parts_needs_created_at ON parts_needs (created_at);

CREATE INDEX ix_parts_needs_part_state ON parts_needs (part, state);

CREATE INDEX ix_parts_needs_site_state_part ON parts_needs (site, state, part);

CREATE UNIQUE INDEX ux_parts_needs_line ON parts_needs (line);

CREATE INDEX ix_parts_places_part ON parts_places (part);

CREATE INDEX ix_parts_places_site_part ON parts_places (site, part);

CREATE INDEX ix_parts_transfer_lines_for ON parts_transfer_lines ("for");

CREATE INDEX ix_parts_transfer_lines_part ON parts_transfer_lines (part);

CREATE INDEX ix_parts_transfer_lines_transfer ON parts_transfer_lines (transfer);

CREATE INDEX ix_parts_transfers_from_state ON parts_transfers ("from", state);

CREATE INDEX ix_parts_transfers_to_state ON parts_transfers ("to", state);

CREATE UNIQUE INDEX ux_parts_transfers_number ON parts_transfers (number);

CREATE INDEX ix_parts_units_place ON parts_units (place);

CREATE INDEX ix_parts_units_serial ON parts_units (serial);

CREATE UNIQUE INDEX ux_parts_units_part_serial ON parts_units (part, serial);


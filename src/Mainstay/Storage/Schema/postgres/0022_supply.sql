-- Supply: what suppliers deliver on what terms, what comes after a part, target levels, planning runs with their proposals, orders.

CREATE TABLE parts_supply (
    part uuid NOT NULL,
    successor uuid,
    last_order_on date,
    supported_until date,
    repairable boolean NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_parts_supply PRIMARY KEY (part),
    CONSTRAINT fk_parts_supply_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_supply_successor FOREIGN KEY (successor) REFERENCES devices_parts (id) ON DELETE RESTRICT
);

CREATE TABLE parts_supply_terms (
    part uuid NOT NULL,
    supplier uuid NOT NULL,
    valid_from date NOT NULL,
    lead_days integer NOT NULL,
    min_quantity integer NOT NULL,
    pack_size integer NOT NULL,
    price_minor bigint NOT NULL,
    currency text NOT NULL,
    CONSTRAINT pk_parts_supply_terms PRIMARY KEY (part, supplier, valid_from),
    CONSTRAINT fk_parts_supply_terms_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_supply_terms_supplier FOREIGN KEY (supplier) REFERENCES network_organisations (id) ON DELETE RESTRICT
);

CREATE TABLE parts_orders (
    id uuid NOT NULL,
    number text NOT NULL,
    supplier uuid NOT NULL,
    "to" uuid NOT NULL,
    owner uuid NOT NULL,
    state text NOT NULL,
    currency text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    placed_at timestamp with time zone,
    expected_on date,
    received_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT pk_parts_orders PRIMARY KEY (id),
    CONSTRAINT fk_parts_orders_owner FOREIGN KEY (owner) REFERENCES network_organisations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_orders_supplier FOREIGN KEY (supplier) REFERENCES network_organisations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_orders_to FOREIGN KEY ("to") REFERENCES network_sites (id) ON DELETE RESTRICT
);

CREATE TABLE parts_auto_accept (
    id uuid NOT NULL,
    since timestamp with time zone NOT NULL,
    by uuid NOT NULL,
    is_on boolean NOT NULL,
    proposal_minor bigint NOT NULL,
    run_minor bigint NOT NULL,
    kinds text NOT NULL,
    CONSTRAINT pk_parts_auto_accept PRIMARY KEY (id)
);

CREATE TABLE parts_runs (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    by uuid NOT NULL,
    night date,
    months integer NOT NULL,
    target_fill double precision,
    budget_minor bigint,
    fill double precision NOT NULL,
    backorders double precision NOT NULL,
    money_minor bigint NOT NULL,
    currency text NOT NULL,
    proposals integer NOT NULL,
    CONSTRAINT pk_parts_runs PRIMARY KEY (id)
);

CREATE TABLE parts_order_lines (
    id uuid NOT NULL,
    "order" uuid NOT NULL,
    part uuid NOT NULL,
    quantity integer NOT NULL,
    received integer NOT NULL,
    price_minor bigint NOT NULL,
    CONSTRAINT pk_parts_order_lines PRIMARY KEY (id),
    CONSTRAINT ck_parts_order_lines_received CHECK (received >= 0 AND received <= quantity),
    CONSTRAINT fk_parts_order_lines_order FOREIGN KEY ("order") REFERENCES parts_orders (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_order_lines_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT
);

CREATE TABLE parts_levels (
    site uuid NOT NULL,
    part uuid NOT NULL,
    level integer NOT NULL,
    rate double precision NOT NULL,
    run uuid NOT NULL,
    CONSTRAINT pk_parts_levels PRIMARY KEY (site, part),
    CONSTRAINT fk_parts_levels_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_levels_run FOREIGN KEY (run) REFERENCES parts_runs (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_levels_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);

CREATE TABLE parts_proposals (
    id uuid NOT NULL,
    run uuid NOT NULL,
    kind text NOT NULL,
    part uuid NOT NULL,
    "from" uuid,
    supplier uuid,
    "to" uuid NOT NULL,
    quantity integer NOT NULL,
    value_minor bigint NOT NULL,
    currency text NOT NULL,
    why text NOT NULL,
    counted_at timestamp with time zone,
    "for" uuid,
    state text NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    transfer uuid,
    "order" uuid,
    version integer NOT NULL,
    CONSTRAINT pk_parts_proposals PRIMARY KEY (id),
    CONSTRAINT ck_parts_proposals_quantity CHECK (quantity > 0),
    CONSTRAINT fk_parts_proposals_from FOREIGN KEY ("from") REFERENCES network_sites (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_proposals_order FOREIGN KEY ("order") REFERENCES parts_orders (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_proposals_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_proposals_run FOREIGN KEY (run) REFERENCES parts_runs (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_proposals_supplier FOREIGN KEY (supplier) REFERENCES network_organisations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_proposals_to FOREIGN KEY ("to") REFERENCES network_sites (id) ON DELETE RESTRICT,
    CONSTRAINT fk_parts_proposals_transfer FOREIGN KEY (transfer) REFERENCES parts_transfers (id) ON DELETE RESTRICT
);

CREATE UNIQUE INDEX ux_parts_auto_accept_since ON parts_auto_accept (since);
CREATE INDEX ix_parts_levels_part ON parts_levels (part);
CREATE INDEX ix_parts_order_lines_order ON parts_order_lines ("order");
CREATE INDEX ix_parts_order_lines_part ON parts_order_lines (part);
CREATE INDEX ix_parts_orders_created_at ON parts_orders (created_at);
CREATE INDEX ix_parts_orders_state_to ON parts_orders (state, "to");
CREATE UNIQUE INDEX ux_parts_orders_number ON parts_orders (number);
CREATE INDEX ix_parts_proposals_part_state ON parts_proposals (part, state);
CREATE INDEX ix_parts_proposals_run ON parts_proposals (run);
CREATE INDEX ix_parts_proposals_state_kind ON parts_proposals (state, kind);
CREATE INDEX ix_parts_runs_at ON parts_runs (at);
CREATE UNIQUE INDEX ux_parts_runs_night ON parts_runs (night);

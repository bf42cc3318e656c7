CREATE TABLE cases_codes (
    kind text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    name_hi text,
    category text,
    CONSTRAINT pk_cases_codes PRIMARY KEY (kind, code)
);

CREATE TABLE cases_daily (
    site uuid NOT NULL,
    day date NOT NULL,
    category uuid NOT NULL,
    received integer NOT NULL,
    ready integer NOT NULL,
    ready_in2_hours integer NOT NULL,
    ready_in4_hours integer NOT NULL,
    ready_same_day integer NOT NULL,
    ready_in3_days integer NOT NULL,
    ready_in7_days integer NOT NULL,
    ready_in1_day_net integer NOT NULL,
    gross_seconds bigint NOT NULL,
    net_seconds bigint NOT NULL,
    promised integer NOT NULL,
    promise_kept integer NOT NULL,
    handed_over integer NOT NULL,
    mended integer NOT NULL,
    back_in30_days integer NOT NULL,
    back_in90_days integer NOT NULL,
    no_fault_found integer NOT NULL,
    CONSTRAINT pk_cases_daily PRIMARY KEY (site, day, category)
);

CREATE INDEX ix_cases_daily_category_day ON cases_daily (category, day);

CREATE TABLE cases_figures_cursor (
    name text NOT NULL,
    up_to timestamp with time zone NOT NULL,
    CONSTRAINT pk_cases_figures_cursor PRIMARY KEY (name)
);

CREATE TABLE cases_numbers (
    series text NOT NULL,
    next bigint NOT NULL,
    CONSTRAINT pk_cases_numbers PRIMARY KEY (series)
);

CREATE TABLE cases_consignments (
    id uuid NOT NULL,
    number text NOT NULL,
    "from" uuid NOT NULL,
    "to" uuid NOT NULL,
    state text NOT NULL,
    carrier text,
    carrier_reference text,
    eway_bill text,
    declared_minor bigint NOT NULL,
    currency text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    dispatched_at timestamp with time zone,
    received_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT pk_cases_consignments PRIMARY KEY (id),
    CONSTRAINT fk_cases_consignments_from FOREIGN KEY ("from") REFERENCES network_sites (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_consignments_to FOREIGN KEY ("to") REFERENCES network_sites (id) ON DELETE RESTRICT
);

CREATE INDEX ix_cases_consignments_from_state ON cases_consignments ("from", state);

CREATE INDEX ix_cases_consignments_to_state ON cases_consignments ("to", state);

CREATE UNIQUE INDEX ux_cases_consignments_number ON cases_consignments (number);

CREATE TABLE cases_shelves (
    id uuid NOT NULL,
    site uuid NOT NULL,
    code text NOT NULL,
    CONSTRAINT pk_cases_shelves PRIMARY KEY (id),
    CONSTRAINT fk_cases_shelves_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);

CREATE UNIQUE INDEX ux_cases_shelves_site_code ON cases_shelves (site, code);

CREATE TABLE cases_stage_times (
    key text NOT NULL,
    site uuid,
    category uuid NOT NULL,
    state text NOT NULL,
    level integer NOT NULL,
    p50_minutes integer NOT NULL,
    p90_minutes integer NOT NULL,
    sample integer NOT NULL,
    learned_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_cases_stage_times PRIMARY KEY (key),
    CONSTRAINT fk_cases_stage_times_category FOREIGN KEY (category) REFERENCES devices_categories (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_stage_times_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);

CREATE TABLE cases_cases (
    id uuid NOT NULL,
    number text NOT NULL,
    site uuid NOT NULL,
    at uuid NOT NULL,
    factory uuid,
    device uuid NOT NULL,
    device_root uuid NOT NULL,
    model uuid NOT NULL,
    category uuid NOT NULL,
    customer uuid NOT NULL,
    state text NOT NULL,
    is_open boolean NOT NULL,
    clock_owner text NOT NULL,
    clock_since timestamp with time zone NOT NULL,
    clock_count integer NOT NULL,
    promise_count integer NOT NULL,
    beside_count integer NOT NULL,
    channel text NOT NULL,
    condition text,
    symptom text,
    section text,
    defect text,
    repair_code text,
    purchased_on date,
    purchase_channel text,
    purchase_evidence text NOT NULL,
    firmware text,
    wipe_consent boolean NOT NULL,
    wiped_at timestamp with time zone,
    is_safety boolean NOT NULL,
    is_security boolean NOT NULL,
    repair_level integer NOT NULL,
    technician uuid,
    shelf uuid,
    skill text,
    booked_for timestamp with time zone,
    opened_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone,
    ready_at timestamp with time zone,
    net_seconds bigint,
    customer_seconds bigint NOT NULL,
    handed_over_at timestamp with time zone,
    closed_at timestamp with time zone,
    known_by timestamp with time zone,
    ready_p50 timestamp with time zone,
    ready_p90 timestamp with time zone,
    estimate_until timestamp with time zone,
    outcome text,
    no_fault_reason text,
    bounce_of uuid,
    code_hash text,
    code_failures integer NOT NULL,
    code_locked_until timestamp with time zone,
    customer_due_minor bigint NOT NULL,
    settled_minor bigint NOT NULL,
    currency text NOT NULL,
    parts_expected_on date,
    external_number text,
    is_history boolean NOT NULL,
    version integer NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_cases_cases PRIMARY KEY (id),
    CONSTRAINT fk_cases_cases_at FOREIGN KEY (at) REFERENCES network_sites (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_cases_bounce_of FOREIGN KEY (bounce_of) REFERENCES cases_cases (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_cases_category FOREIGN KEY (category) REFERENCES devices_categories (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_cases_customer FOREIGN KEY (customer) REFERENCES contacts_customers (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_cases_device FOREIGN KEY (device) REFERENCES devices_devices (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_cases_device_root FOREIGN KEY (device_root) REFERENCES devices_devices (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_cases_factory FOREIGN KEY (factory) REFERENCES network_sites (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_cases_model FOREIGN KEY (model) REFERENCES devices_models (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_cases_shelf FOREIGN KEY (shelf) REFERENCES cases_shelves (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_cases_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_cases_technician FOREIGN KEY (technician) REFERENCES access_people (id) ON DELETE RESTRICT
);

CREATE INDEX ix_cases_cases_at_state ON cases_cases (at, state);

CREATE INDEX ix_cases_cases_bounce_of ON cases_cases (bounce_of) WHERE bounce_of IS NOT NULL;

CREATE INDEX ix_cases_cases_category_symptom_handed_over_at ON cases_cases (category, symptom, handed_over_at) WHERE handed_over_at IS NOT NULL;

CREATE INDEX ix_cases_cases_customer ON cases_cases (customer);

CREATE INDEX ix_cases_cases_device_root_handed_over_at ON cases_cases (device_root, handed_over_at);

CREATE INDEX ix_cases_cases_site_handed_over_at ON cases_cases (site, handed_over_at) WHERE handed_over_at IS NOT NULL;

CREATE INDEX ix_cases_cases_site_opened_at ON cases_cases (site, opened_at);

CREATE INDEX ix_cases_cases_site_ready_at ON cases_cases (site, ready_at) WHERE ready_at IS NOT NULL;

CREATE INDEX ix_cases_cases_site_received_at ON cases_cases (site, received_at);

CREATE INDEX ix_cases_cases_site_received_at_category ON cases_cases (site, received_at, category) WHERE is_open AND received_at IS NOT NULL AND ready_at IS NULL;

CREATE INDEX ix_cases_cases_site_state ON cases_cases (site, state);

CREATE INDEX ix_cases_cases_updated_at ON cases_cases (updated_at);

CREATE UNIQUE INDEX ux_cases_cases_device_root ON cases_cases (device_root) WHERE is_open;

CREATE UNIQUE INDEX ux_cases_cases_external_number ON cases_cases (external_number) WHERE external_number IS NOT NULL;

CREATE UNIQUE INDEX ux_cases_cases_number ON cases_cases (number);

CREATE UNIQUE INDEX ux_cases_cases_shelf ON cases_cases (shelf) WHERE shelf IS NOT NULL;

CREATE TABLE cases_alerts (
    "case" uuid NOT NULL,
    sequence integer NOT NULL,
    kind text NOT NULL,
    reason text NOT NULL,
    owner uuid NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    acknowledged_at timestamp with time zone,
    acknowledged_by uuid,
    CONSTRAINT pk_cases_alerts PRIMARY KEY ("case", sequence),
    CONSTRAINT fk_cases_alerts_acknowledged_by FOREIGN KEY (acknowledged_by) REFERENCES access_people (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_alerts_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_alerts_owner FOREIGN KEY (owner) REFERENCES access_people (id) ON DELETE RESTRICT
);

CREATE INDEX ix_cases_alerts_owner_acknowledged_at ON cases_alerts (owner, acknowledged_at);

CREATE TABLE cases_attachments (
    "case" uuid NOT NULL,
    sequence integer NOT NULL,
    kind text NOT NULL,
    note text,
    content_type text,
    content bytea,
    by uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_cases_attachments PRIMARY KEY ("case", sequence),
    CONSTRAINT fk_cases_attachments_by FOREIGN KEY (by) REFERENCES access_people (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_attachments_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT
);

CREATE TABLE cases_bounces (
    "case" uuid NOT NULL,
    former uuid NOT NULL,
    days integer NOT NULL,
    "window" integer NOT NULL,
    same_symptom boolean NOT NULL,
    blame text NOT NULL,
    blamed_site uuid,
    unpaid boolean NOT NULL,
    why text NOT NULL,
    at timestamp with time zone NOT NULL,
    appealed_at timestamp with time zone,
    appealed_by uuid,
    decided_at timestamp with time zone,
    decided_by uuid,
    verdict text,
    version integer NOT NULL,
    CONSTRAINT pk_cases_bounces PRIMARY KEY ("case"),
    CONSTRAINT fk_cases_bounces_appealed_by FOREIGN KEY (appealed_by) REFERENCES access_people (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_bounces_blamed_site FOREIGN KEY (blamed_site) REFERENCES network_sites (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_bounces_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_bounces_decided_by FOREIGN KEY (decided_by) REFERENCES access_people (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_bounces_former FOREIGN KEY (former) REFERENCES cases_cases (id) ON DELETE RESTRICT
);

CREATE INDEX ix_cases_bounces_blamed_site_at ON cases_bounces (blamed_site, at);

CREATE INDEX ix_cases_bounces_former ON cases_bounces (former);

CREATE TABLE cases_clock (
    "case" uuid NOT NULL,
    sequence integer NOT NULL,
    owner text NOT NULL,
    state text NOT NULL,
    site uuid NOT NULL,
    "from" timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    CONSTRAINT pk_cases_clock PRIMARY KEY ("case", sequence),
    CONSTRAINT fk_cases_clock_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT
);

CREATE TABLE cases_events (
    "case" uuid NOT NULL,
    sequence integer NOT NULL,
    verb text NOT NULL,
    "from" text NOT NULL,
    "to" text NOT NULL,
    reason text,
    person uuid NOT NULL,
    site uuid NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    detail text,
    CONSTRAINT pk_cases_events PRIMARY KEY ("case", sequence),
    CONSTRAINT fk_cases_events_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT
);

CREATE INDEX ix_cases_events_recorded_at ON cases_events (recorded_at);

CREATE TABLE cases_goodwill (
    "case" uuid NOT NULL,
    sequence integer NOT NULL,
    percent integer NOT NULL,
    amount_minor bigint NOT NULL,
    reason text NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    decided_by uuid,
    granted boolean NOT NULL,
    CONSTRAINT pk_cases_goodwill PRIMARY KEY ("case", sequence),
    CONSTRAINT fk_cases_goodwill_asked_by FOREIGN KEY (asked_by) REFERENCES access_people (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_goodwill_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_goodwill_decided_by FOREIGN KEY (decided_by) REFERENCES access_people (id) ON DELETE RESTRICT
);

CREATE TABLE cases_history (
    data_provider text NOT NULL,
    id text NOT NULL,
    country text NOT NULL,
    partner_product_category text NOT NULL,
    product_category text NOT NULL,
    product_category_id text NOT NULL,
    brand text NOT NULL,
    year_of_manufacture text NOT NULL,
    product_age text NOT NULL,
    repair_status text NOT NULL,
    repair_barrier text NOT NULL,
    group_identifier text NOT NULL,
    event_date text NOT NULL,
    digest bigint NOT NULL,
    "case" uuid NOT NULL,
    CONSTRAINT pk_cases_history PRIMARY KEY (data_provider, id),
    CONSTRAINT fk_cases_history_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT
);

CREATE UNIQUE INDEX ux_cases_history_case ON cases_history ("case");

CREATE TABLE cases_items (
    id uuid NOT NULL,
    "case" uuid NOT NULL,
    kind text NOT NULL,
    identifier text,
    holder_kind text NOT NULL,
    holder uuid,
    site uuid NOT NULL,
    held_since timestamp with time zone NOT NULL,
    moves integer NOT NULL,
    stays_with_us boolean NOT NULL,
    CONSTRAINT pk_cases_items PRIMARY KEY (id),
    CONSTRAINT fk_cases_items_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_items_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);

CREATE INDEX ix_cases_items_case ON cases_items ("case");

CREATE INDEX ix_cases_items_holder_kind_holder ON cases_items (holder_kind, holder);

CREATE TABLE cases_lines (
    id uuid NOT NULL,
    "case" uuid NOT NULL,
    kind text NOT NULL,
    part uuid,
    part_class text,
    work text NOT NULL,
    quantity integer NOT NULL,
    cost_minor bigint NOT NULL,
    price_minor bigint NOT NULL,
    currency text NOT NULL,
    tax_code text NOT NULL,
    tax_inclusive boolean NOT NULL,
    state text NOT NULL,
    customer_damage boolean NOT NULL,
    entitlement text NOT NULL,
    customer_percent integer NOT NULL,
    maker_percent integer NOT NULL,
    partner_percent integer NOT NULL,
    insurer_percent integer NOT NULL,
    why text NOT NULL,
    policy uuid,
    inputs text,
    faulty_serial text,
    new_serial text,
    CONSTRAINT pk_cases_lines PRIMARY KEY (id),
    CONSTRAINT fk_cases_lines_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_lines_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_lines_policy FOREIGN KEY (policy) REFERENCES devices_policy_versions (id) ON DELETE RESTRICT
);

CREATE INDEX ix_cases_lines_case ON cases_lines ("case");

CREATE TABLE cases_private (
    "case" uuid NOT NULL,
    problem text,
    reach_phone text,
    reach_other text,
    marks text,
    CONSTRAINT pk_cases_private PRIMARY KEY ("case"),
    CONSTRAINT fk_cases_private_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT
);

CREATE INDEX ix_cases_private_reach_phone ON cases_private (reach_phone) WHERE reach_phone IS NOT NULL;

CREATE TABLE cases_promises (
    "case" uuid NOT NULL,
    sequence integer NOT NULL,
    at timestamp with time zone NOT NULL,
    known_by timestamp with time zone,
    ready_p50 timestamp with time zone,
    ready_p90 timestamp with time zone,
    basis text NOT NULL,
    sample integer NOT NULL,
    reason text,
    CONSTRAINT pk_cases_promises PRIMARY KEY ("case", sequence),
    CONSTRAINT fk_cases_promises_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT
);

CREATE TABLE cases_refusals (
    "case" uuid NOT NULL,
    sequence integer NOT NULL,
    reason text NOT NULL,
    by uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    appealed_at timestamp with time zone,
    decided_at timestamp with time zone,
    decided_by uuid,
    verdict text,
    CONSTRAINT pk_cases_refusals PRIMARY KEY ("case", sequence),
    CONSTRAINT fk_cases_refusals_by FOREIGN KEY (by) REFERENCES access_people (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_refusals_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_refusals_decided_by FOREIGN KEY (decided_by) REFERENCES access_people (id) ON DELETE RESTRICT
);

CREATE TABLE cases_settlements (
    "case" uuid NOT NULL,
    sequence integer NOT NULL,
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    method text NOT NULL,
    reference text,
    by uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_cases_settlements PRIMARY KEY ("case", sequence),
    CONSTRAINT fk_cases_settlements_by FOREIGN KEY (by) REFERENCES access_people (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_settlements_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT
);

CREATE TABLE cases_tokens (
    id uuid NOT NULL,
    site uuid NOT NULL,
    day date NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    called_at timestamp with time zone,
    called_by uuid,
    done_at timestamp with time zone,
    "case" uuid,
    version integer NOT NULL,
    CONSTRAINT pk_cases_tokens PRIMARY KEY (id),
    CONSTRAINT fk_cases_tokens_called_by FOREIGN KEY (called_by) REFERENCES access_people (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_tokens_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT,
    CONSTRAINT fk_cases_tokens_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);

CREATE UNIQUE INDEX ux_cases_tokens_site_day_number ON cases_tokens (site, day, number);

CREATE TABLE cases_custody (
    item uuid NOT NULL,
    sequence integer NOT NULL,
    "case" uuid NOT NULL,
    from_kind text NOT NULL,
    from_holder uuid,
    to_kind text NOT NULL,
    to_holder uuid,
    by uuid NOT NULL,
    site uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_cases_custody PRIMARY KEY (item, sequence),
    CONSTRAINT fk_cases_custody_item FOREIGN KEY (item) REFERENCES cases_items (id) ON DELETE RESTRICT
);

CREATE INDEX ix_cases_custody_case ON cases_custody ("case");

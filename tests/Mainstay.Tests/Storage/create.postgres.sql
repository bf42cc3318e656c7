CREATE TABLE access_audit (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    person uuid NOT NULL,
    kind text NOT NULL,
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    site uuid,
    glass uuid,
    times integer NOT NULL DEFAULT 1,
    CONSTRAINT pk_access_audit PRIMARY KEY (id)
);


CREATE TABLE access_counter_tries (
    terminal uuid NOT NULL,
    person uuid NOT NULL,
    failures integer NOT NULL,
    locked_until timestamp with time zone,
    CONSTRAINT pk_access_counter_tries PRIMARY KEY (terminal, person)
);


CREATE TABLE access_keys (
    name text NOT NULL,
    xml text NOT NULL,
    CONSTRAINT pk_access_keys PRIMARY KEY (name)
);


CREATE TABLE access_retention (
    kind text NOT NULL,
    days integer,
    last_run_at timestamp with time zone,
    last_count bigint NOT NULL,
    CONSTRAINT pk_access_retention PRIMARY KEY (kind)
);


CREATE TABLE access_terminals (
    id uuid NOT NULL,
    site uuid NOT NULL,
    name text NOT NULL,
    digest bytea NOT NULL,
    idle_minutes integer NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    registered_by uuid NOT NULL,
    revoked_at timestamp with time zone,
    revoked_by uuid,
    CONSTRAINT pk_access_terminals PRIMARY KEY (id)
);


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
    slipped integer NOT NULL DEFAULT 0,
    warned integer NOT NULL DEFAULT 0,
    handed_over integer NOT NULL,
    mended integer NOT NULL,
    back_in30_days integer NOT NULL,
    back_in90_days integer NOT NULL,
    no_fault_found integer NOT NULL,
    CONSTRAINT pk_cases_daily PRIMARY KEY (site, day, category)
);


CREATE TABLE cases_daily_causes (
    site uuid NOT NULL,
    day date NOT NULL,
    category uuid NOT NULL,
    cause text NOT NULL,
    slipped integer NOT NULL,
    warned integer NOT NULL,
    CONSTRAINT pk_cases_daily_causes PRIMARY KEY (site, day, category, cause)
);


CREATE TABLE cases_displays (
    digest bytea NOT NULL,
    site uuid NOT NULL,
    sealed bytea NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    issued_by uuid NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT pk_cases_displays PRIMARY KEY (digest)
);


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


CREATE TABLE cases_paper_blocks (
    id uuid NOT NULL,
    site uuid NOT NULL,
    count integer NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    issued_by uuid NOT NULL,
    CONSTRAINT pk_cases_paper_blocks PRIMARY KEY (id)
);


CREATE TABLE cases_visit_seats (
    site uuid NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    seat integer NOT NULL,
    visit uuid NOT NULL,
    CONSTRAINT pk_cases_visit_seats PRIMARY KEY (site, starts_at, seat)
);


CREATE TABLE contacts_customers (
    id uuid NOT NULL,
    name text NOT NULL,
    name_search text COLLATE "C" NOT NULL,
    phone text,
    email text,
    language text NOT NULL,
    place text,
    preferred text,
    no_sms boolean NOT NULL DEFAULT FALSE,
    no_mail boolean NOT NULL DEFAULT FALSE,
    no_messenger boolean NOT NULL DEFAULT FALSE,
    created_at timestamp with time zone NOT NULL,
    erased_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT pk_contacts_customers PRIMARY KEY (id)
);


CREATE TABLE devices_categories (
    id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    name_hi text NOT NULL,
    standard_repair_minutes integer NOT NULL,
    needs_imei boolean NOT NULL,
    same_day_eligible boolean NOT NULL,
    hsn text,
    version integer NOT NULL,
    CONSTRAINT pk_devices_categories PRIMARY KEY (id)
);


CREATE TABLE devices_policies (
    id uuid NOT NULL,
    kind text NOT NULL,
    latest_number integer NOT NULL,
    latest_valid_from date NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_devices_policies PRIMARY KEY (id)
);


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


CREATE TABLE messaging_set_aside (
    consumer text NOT NULL,
    event uuid NOT NULL,
    subject text NOT NULL,
    version integer NOT NULL,
    tries integer NOT NULL,
    fault text,
    next_at timestamp with time zone,
    since timestamp with time zone NOT NULL,
    CONSTRAINT pk_messaging_set_aside PRIMARY KEY (consumer, event)
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


CREATE TABLE network_calendars (
    id uuid NOT NULL,
    name text NOT NULL,
    zone text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_network_calendars PRIMARY KEY (id)
);


CREATE TABLE network_organisations (
    id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    is_maker boolean NOT NULL,
    is_operator boolean NOT NULL,
    is_supplier boolean NOT NULL,
    is_retailer boolean NOT NULL,
    is_insurer boolean NOT NULL,
    relation text NOT NULL,
    country text NOT NULL,
    phone text,
    email text,
    version integer NOT NULL,
    CONSTRAINT pk_network_organisations PRIMARY KEY (id)
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


CREATE TABLE storage_answers (
    key bytea NOT NULL,
    person uuid NOT NULL,
    request bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    status integer NOT NULL,
    answer bytea,
    CONSTRAINT pk_storage_answers PRIMARY KEY (key)
);


CREATE TABLE storage_fences (
    name text NOT NULL,
    number bigint NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_storage_fences PRIMARY KEY (name)
);


CREATE TABLE storage_revisions (
    name text NOT NULL,
    stamp text NOT NULL,
    CONSTRAINT pk_storage_revisions PRIMARY KEY (name)
);


CREATE TABLE cases_paper_numbers (
    number text NOT NULL,
    block uuid NOT NULL,
    site uuid NOT NULL,
    state text NOT NULL,
    "case" uuid,
    conflict uuid,
    reason text,
    ended_at timestamp with time zone,
    ended_by uuid,
    version integer NOT NULL,
    CONSTRAINT pk_cases_paper_numbers PRIMARY KEY (number),
    CONSTRAINT fk_cases_paper_numbers_block FOREIGN KEY (block) REFERENCES cases_paper_blocks (id) ON DELETE RESTRICT
);


CREATE TABLE contacts_keys (
    customer uuid NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_contacts_keys PRIMARY KEY (customer),
    CONSTRAINT fk_contacts_keys_customer FOREIGN KEY (customer) REFERENCES contacts_customers (id) ON DELETE RESTRICT
);


CREATE TABLE devices_parts (
    id uuid NOT NULL,
    number text NOT NULL,
    name text NOT NULL,
    class text NOT NULL,
    category uuid NOT NULL,
    cost_minor bigint NOT NULL,
    price_minor bigint NOT NULL,
    currency text NOT NULL,
    repair_level integer NOT NULL,
    serial_tracked boolean NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_devices_parts PRIMARY KEY (id),
    CONSTRAINT fk_devices_parts_category FOREIGN KEY (category) REFERENCES devices_categories (id) ON DELETE RESTRICT
);


CREATE TABLE devices_policy_versions (
    id uuid NOT NULL,
    policy uuid NOT NULL,
    number integer NOT NULL,
    valid_from date NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by uuid NOT NULL,
    note text,
    body text NOT NULL,
    CONSTRAINT pk_devices_policy_versions PRIMARY KEY (id),
    CONSTRAINT fk_devices_policy_versions_policy FOREIGN KEY (policy) REFERENCES devices_policies (id) ON DELETE RESTRICT
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


CREATE TABLE network_calendar_holidays (
    calendar uuid NOT NULL,
    day date NOT NULL,
    name text NOT NULL,
    CONSTRAINT pk_network_calendar_holidays PRIMARY KEY (calendar, day),
    CONSTRAINT fk_network_calendar_holidays_calendar FOREIGN KEY (calendar) REFERENCES network_calendars (id) ON DELETE RESTRICT
);


CREATE TABLE network_calendar_shifts (
    calendar uuid NOT NULL,
    day text NOT NULL,
    from_minute integer NOT NULL,
    to_minute integer NOT NULL,
    CONSTRAINT pk_network_calendar_shifts PRIMARY KEY (calendar, day, from_minute),
    CONSTRAINT fk_network_calendar_shifts_calendar FOREIGN KEY (calendar) REFERENCES network_calendars (id) ON DELETE RESTRICT
);


CREATE TABLE devices_models (
    id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    brand text NOT NULL,
    maker uuid NOT NULL,
    category uuid NOT NULL,
    launched_on date,
    value_minor bigint NOT NULL,
    currency text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_devices_models PRIMARY KEY (id),
    CONSTRAINT fk_devices_models_category FOREIGN KEY (category) REFERENCES devices_categories (id) ON DELETE RESTRICT,
    CONSTRAINT fk_devices_models_maker FOREIGN KEY (maker) REFERENCES network_organisations (id) ON DELETE RESTRICT
);


CREATE TABLE network_sites (
    id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    operator uuid NOT NULL,
    calendar uuid NOT NULL,
    state text,
    town text,
    postcode text,
    latitude double precision,
    longitude double precision,
    capacity integer,
    supply uuid,
    factory uuid,
    opens_on date NOT NULL,
    closes_on date,
    version integer NOT NULL,
    CONSTRAINT pk_network_sites PRIMARY KEY (id),
    CONSTRAINT fk_network_sites_calendar FOREIGN KEY (calendar) REFERENCES network_calendars (id) ON DELETE RESTRICT,
    CONSTRAINT fk_network_sites_factory FOREIGN KEY (factory) REFERENCES network_sites (id) ON DELETE RESTRICT,
    CONSTRAINT fk_network_sites_operator FOREIGN KEY (operator) REFERENCES network_organisations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_network_sites_supply FOREIGN KEY (supply) REFERENCES network_sites (id) ON DELETE RESTRICT
);


CREATE TABLE network_tax_registrations (
    id uuid NOT NULL,
    organisation uuid NOT NULL,
    scheme text NOT NULL,
    number text NOT NULL,
    region text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT pk_network_tax_registrations PRIMARY KEY (id),
    CONSTRAINT fk_network_tax_registrations_organisation FOREIGN KEY (organisation) REFERENCES network_organisations (id) ON DELETE RESTRICT
);


CREATE TABLE devices_part_prices (
    part uuid NOT NULL,
    valid_from date NOT NULL,
    cost_minor bigint NOT NULL,
    price_minor bigint NOT NULL,
    currency text NOT NULL,
    CONSTRAINT pk_devices_part_prices PRIMARY KEY (part, valid_from),
    CONSTRAINT fk_devices_part_prices_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT
);


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


CREATE TABLE parts_lots (
    part uuid NOT NULL,
    code text NOT NULL,
    recalled_at timestamp with time zone,
    recall_reason text,
    version integer NOT NULL,
    CONSTRAINT pk_parts_lots PRIMARY KEY (part, code),
    CONSTRAINT fk_parts_lots_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT
);


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


CREATE TABLE devices_devices (
    id uuid NOT NULL,
    root uuid,
    former uuid,
    model uuid NOT NULL,
    serial text,
    imei1 bigint,
    imei2 bigint,
    eid text,
    sold_on date,
    sold_by uuid,
    channel text,
    country text,
    activated_on date,
    build_week integer,
    state text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_devices_devices PRIMARY KEY (id),
    CONSTRAINT fk_devices_devices_model FOREIGN KEY (model) REFERENCES devices_models (id) ON DELETE RESTRICT
);


CREATE TABLE devices_part_fits (
    model uuid NOT NULL,
    part uuid NOT NULL,
    CONSTRAINT pk_devices_part_fits PRIMARY KEY (model, part),
    CONSTRAINT fk_devices_part_fits_model FOREIGN KEY (model) REFERENCES devices_models (id) ON DELETE RESTRICT,
    CONSTRAINT fk_devices_part_fits_part FOREIGN KEY (part) REFERENCES devices_parts (id) ON DELETE RESTRICT
);


CREATE TABLE devices_programmes (
    id uuid NOT NULL,
    code text NOT NULL,
    model uuid NOT NULL,
    built_from integer NOT NULL,
    built_until integer NOT NULL,
    part_class text,
    ends_on date NOT NULL,
    CONSTRAINT pk_devices_programmes PRIMARY KEY (id),
    CONSTRAINT fk_devices_programmes_model FOREIGN KEY (model) REFERENCES devices_models (id) ON DELETE RESTRICT
);


CREATE TABLE devices_tacs (
    id uuid NOT NULL,
    code text NOT NULL,
    model uuid NOT NULL,
    CONSTRAINT pk_devices_tacs PRIMARY KEY (id),
    CONSTRAINT fk_devices_tacs_model FOREIGN KEY (model) REFERENCES devices_models (id) ON DELETE RESTRICT
);


CREATE TABLE access_people (
    id uuid NOT NULL,
    login text,
    name text NOT NULL,
    name_search text COLLATE "C" NOT NULL,
    email text,
    phone text,
    home_site uuid,
    language text NOT NULL,
    password_hash text,
    security_stamp text NOT NULL,
    failed_attempts integer NOT NULL,
    locked_until timestamp with time zone,
    state text NOT NULL,
    second_factor_due timestamp with time zone,
    may_break_glass boolean NOT NULL DEFAULT FALSE,
    hired_at timestamp with time zone NOT NULL,
    left_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT pk_access_people PRIMARY KEY (id),
    CONSTRAINT fk_access_people_home_site FOREIGN KEY (home_site) REFERENCES network_sites (id) ON DELETE RESTRICT
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


CREATE TABLE cases_shelves (
    id uuid NOT NULL,
    site uuid NOT NULL,
    code text NOT NULL,
    CONSTRAINT pk_cases_shelves PRIMARY KEY (id),
    CONSTRAINT fk_cases_shelves_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);


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


CREATE TABLE devices_goodwill_budgets (
    id uuid NOT NULL,
    site uuid,
    organisation uuid,
    month date NOT NULL,
    amount_minor bigint NOT NULL,
    currency text NOT NULL,
    committed_minor bigint NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_devices_goodwill_budgets PRIMARY KEY (id),
    CONSTRAINT fk_devices_goodwill_budgets_organisation FOREIGN KEY (organisation) REFERENCES network_organisations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_devices_goodwill_budgets_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);


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


CREATE TABLE network_site_holidays (
    site uuid NOT NULL,
    day date NOT NULL,
    name text NOT NULL,
    CONSTRAINT pk_network_site_holidays PRIMARY KEY (site, day),
    CONSTRAINT fk_network_site_holidays_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);


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


CREATE TABLE parts_keeping (
    site uuid NOT NULL,
    since timestamp with time zone NOT NULL,
    CONSTRAINT pk_parts_keeping PRIMARY KEY (site),
    CONSTRAINT fk_parts_keeping_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
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
    challan text,
    declared_minor bigint,
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


CREATE TABLE devices_covers (
    id uuid NOT NULL,
    root uuid NOT NULL,
    kind text NOT NULL,
    part_class text,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    insurer uuid,
    case_id uuid,
    CONSTRAINT pk_devices_covers PRIMARY KEY (id),
    CONSTRAINT fk_devices_covers_insurer FOREIGN KEY (insurer) REFERENCES network_organisations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_devices_covers_root FOREIGN KEY (root) REFERENCES devices_devices (id) ON DELETE RESTRICT
);


CREATE TABLE devices_links (
    id uuid NOT NULL,
    predecessor uuid NOT NULL,
    successor uuid NOT NULL,
    kind text NOT NULL,
    case_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_devices_links PRIMARY KEY (id),
    CONSTRAINT fk_devices_links_predecessor FOREIGN KEY (predecessor) REFERENCES devices_devices (id) ON DELETE RESTRICT,
    CONSTRAINT fk_devices_links_successor FOREIGN KEY (successor) REFERENCES devices_devices (id) ON DELETE RESTRICT
);


CREATE TABLE devices_ownerships (
    id uuid NOT NULL,
    root uuid NOT NULL,
    customer uuid NOT NULL,
    since date NOT NULL,
    until date,
    CONSTRAINT pk_devices_ownerships PRIMARY KEY (id),
    CONSTRAINT fk_devices_ownerships_customer FOREIGN KEY (customer) REFERENCES contacts_customers (id) ON DELETE RESTRICT,
    CONSTRAINT fk_devices_ownerships_root FOREIGN KEY (root) REFERENCES devices_devices (id) ON DELETE RESTRICT
);


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


CREATE TABLE access_authenticators (
    person uuid NOT NULL,
    sealed_key bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    last_step bigint NOT NULL,
    CONSTRAINT pk_access_authenticators PRIMARY KEY (person),
    CONSTRAINT fk_access_authenticators_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT
);


CREATE TABLE access_counter_keys (
    person uuid NOT NULL,
    badge_digest bytea,
    pin_hash text NOT NULL,
    set_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_access_counter_keys PRIMARY KEY (person),
    CONSTRAINT fk_access_counter_keys_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT
);


CREATE TABLE access_glass (
    id uuid NOT NULL,
    person uuid NOT NULL,
    role text NOT NULL,
    site uuid NOT NULL,
    reason text NOT NULL,
    began_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by uuid,
    CONSTRAINT pk_access_glass PRIMARY KEY (id),
    CONSTRAINT fk_access_glass_ended_by FOREIGN KEY (ended_by) REFERENCES access_people (id) ON DELETE RESTRICT,
    CONSTRAINT fk_access_glass_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT,
    CONSTRAINT fk_access_glass_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);


CREATE TABLE access_grants (
    id uuid NOT NULL,
    person uuid NOT NULL,
    role text NOT NULL,
    site uuid,
    organisation uuid,
    CONSTRAINT pk_access_grants PRIMARY KEY (id),
    CONSTRAINT fk_access_grants_organisation FOREIGN KEY (organisation) REFERENCES network_organisations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_access_grants_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT,
    CONSTRAINT fk_access_grants_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);


CREATE TABLE access_passkeys (
    id uuid NOT NULL,
    person uuid NOT NULL,
    name text NOT NULL,
    credential_id bytea NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    transports text NOT NULL,
    is_user_verified boolean NOT NULL,
    is_backup_eligible boolean NOT NULL,
    is_backed_up boolean NOT NULL,
    attestation bytea NOT NULL,
    client_data bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT pk_access_passkeys PRIMARY KEY (id),
    CONSTRAINT fk_access_passkeys_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT
);


CREATE TABLE access_recovery_codes (
    id uuid NOT NULL,
    person uuid NOT NULL,
    digest bytea NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT pk_access_recovery_codes PRIMARY KEY (id),
    CONSTRAINT fk_access_recovery_codes_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT
);


CREATE TABLE access_sessions (
    id uuid NOT NULL,
    person uuid NOT NULL,
    how text NOT NULL,
    stamp text NOT NULL,
    device text NOT NULL,
    address text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    proved_at timestamp with time zone,
    is_limited boolean NOT NULL,
    terminal uuid,
    idle_minutes integer,
    ended_at timestamp with time zone,
    CONSTRAINT pk_access_sessions PRIMARY KEY (id),
    CONSTRAINT fk_access_sessions_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT,
    CONSTRAINT fk_access_sessions_terminal FOREIGN KEY (terminal) REFERENCES access_terminals (id) ON DELETE RESTRICT
);


CREATE TABLE access_skills (
    person uuid NOT NULL,
    text text NOT NULL,
    CONSTRAINT pk_access_skills PRIMARY KEY (person, text),
    CONSTRAINT fk_access_skills_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT
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
    unlock text,
    picture_chain bytea,
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
    first_ready_p90 timestamp with time zone,
    slip_cause text,
    untold_since timestamp with time zone,
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


CREATE TABLE messaging_webhook_secrets (
    id uuid NOT NULL,
    webhook uuid NOT NULL,
    sealed bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    CONSTRAINT pk_messaging_webhook_secrets PRIMARY KEY (id),
    CONSTRAINT fk_messaging_webhook_secrets_webhook FOREIGN KEY (webhook) REFERENCES messaging_webhooks (id) ON DELETE RESTRICT
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


CREATE TABLE cases_attachments (
    "case" uuid NOT NULL,
    sequence integer NOT NULL,
    kind text NOT NULL,
    note text,
    content_type text,
    content bytea,
    sealed_note bytea,
    is_sealed boolean NOT NULL DEFAULT FALSE,
    content_hash bytea,
    chain bytea,
    text_version text,
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


CREATE TABLE cases_complaints (
    "case" uuid NOT NULL,
    sequence integer NOT NULL,
    via text NOT NULL,
    text text,
    raised_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_cases_complaints PRIMARY KEY ("case", sequence),
    CONSTRAINT fk_cases_complaints_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT
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


CREATE TABLE cases_private (
    "case" uuid NOT NULL,
    problem text,
    reach_phone text,
    reach_other text,
    marks text,
    forgotten_at timestamp with time zone,
    CONSTRAINT pk_cases_private PRIMARY KEY ("case"),
    CONSTRAINT fk_cases_private_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT
);


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


CREATE TABLE cases_visits (
    id uuid NOT NULL,
    number text NOT NULL,
    site uuid NOT NULL,
    category uuid NOT NULL,
    model uuid,
    customer uuid NOT NULL,
    "case" uuid,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    seat integer,
    state text NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    booked_by uuid NOT NULL,
    policy uuid,
    arrived_at timestamp with time zone,
    ended_at timestamp with time zone,
    reason text,
    token uuid,
    reminded_of timestamp with time zone,
    moved integer NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_cases_visits PRIMARY KEY (id),
    CONSTRAINT fk_cases_visits_case FOREIGN KEY ("case") REFERENCES cases_cases (id) ON DELETE RESTRICT
);


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


INSERT INTO devices_policies (id, kind, latest_number, latest_valid_from, version)
VALUES ('00000000-0000-7000-8000-0000000000a1', 'warranty', 1, DATE '2000-01-01', 0);
INSERT INTO devices_policies (id, kind, latest_number, latest_valid_from, version)
VALUES ('00000000-0000-7000-8000-0000000000a2', 'terms', 1, DATE '2000-01-01', 0);


INSERT INTO devices_policy_versions (id, body, note, number, policy, published_at, published_by, valid_from)
VALUES ('00000000-0000-7000-8000-0000000000b1', '{"rows":[{"when":{"customer_damage":true,"cover_kinds":["accidental_damage"]},"entitlement":"extended_cover","pays":[{"payer":"insurer","percent":100}],"why":"warranty.bought_cover"},{"when":{"customer_damage":true},"entitlement":"out_of_warranty","pays":[{"payer":"customer","percent":100}],"why":"warranty.customer_damage"},{"when":{"age_months_below":24,"in_programme":true},"entitlement":"quality_programme","pays":[{"payer":"maker","percent":100}],"why":"warranty.programme"},{"when":{"repair_warranty":true},"entitlement":"repeat_repair","pays":[{"payer":"maker","percent":100}],"why":"warranty.repair_warranty"},{"when":{"line_kinds":["exchange"],"age_days_below":15},"entitlement":"dead_on_arrival","pays":[{"payer":"maker","percent":100}],"why":"warranty.dead_on_arrival"},{"when":{"line_kinds":["exchange"],"age_days_below":90,"age_days_from":15},"entitlement":"early_life_exchange","pays":[{"payer":"maker","percent":100}],"why":"warranty.early_life"},{"when":{"part_classes":["accessory"],"age_months_below":6},"entitlement":"in_warranty","pays":[{"payer":"maker","percent":100}],"why":"warranty.in_period"},{"when":{"part_classes":["accessory"],"age_months_from":6},"entitlement":"out_of_warranty","pays":[{"payer":"customer","percent":100}],"why":"warranty.ended"},{"when":{"age_months_below":12},"entitlement":"in_warranty","pays":[{"payer":"maker","percent":100}],"why":"warranty.in_period"},{"when":{"bought_cover":true},"entitlement":"extended_cover","pays":[{"payer":"insurer","percent":100}],"why":"warranty.bought_cover"},{"when":{"countries":["AT","BE","BG","CY","CZ","DE","DK","EE","ES","FI","FR","GR","HR","HU","IE","IT","LT","LU","LV","MT","NL","PL","PT","RO","SE","SI","SK"],"age_months_below":24},"entitlement":"consumer_law","pays":[{"payer":"maker","percent":100}],"why":"warranty.consumer_law"},{"when":{"age_months_from":12},"entitlement":"out_of_warranty","pays":[{"payer":"customer","percent":100}],"why":"warranty.ended"},{"when":{},"entitlement":"out_of_warranty","pays":[{"payer":"customer","percent":100}],"why":"warranty.start_unknown"}]}', 'In force until the maker publishes his own.', 1, '00000000-0000-7000-8000-0000000000a1', TIMESTAMPTZ '2000-01-01T00:00:00+00:00', '00000000-0000-7000-8000-000000000001', DATE '2000-01-01');
INSERT INTO devices_policy_versions (id, body, note, number, policy, published_at, published_by, valid_from)
VALUES ('00000000-0000-7000-8000-0000000000b2', '{"beyond_repair_percent":60,"repair_warranty_days":90,"estimate_valid_days":30,"dead_on_arrival_days":15,"long_pending_days":10,"reminder_days":7,"safety_alert_minutes":60,"bounce":[{"within_days":30,"pays_same_symptom":false,"pays_other_symptom":false},{"within_days":60,"pays_same_symptom":false,"pays_other_symptom":true},{"within_days":90,"pays_same_symptom":true,"pays_other_symptom":true}],"goodwill":[{"role":"centre_manager","up_to_minor":300000},{"role":"factory_manager","up_to_minor":300000},{"role":"head_of_service","up_to_minor":5000000}],"promise":[{"p50_minutes":60,"p90_minutes":240,"repair_level":1},{"p50_minutes":150,"p90_minutes":600,"repair_level":2},{"p50_minutes":2400,"p90_minutes":4200,"repair_level":3},{"p50_minutes":3000,"p90_minutes":5400}],"labour_minor_by_level":[20000,45000,120000,200000],"reopen_days":7,"diagnosis_p50_minutes":60,"diagnosis_p90_minutes":240}', 'In force until the maker publishes his own.', 1, '00000000-0000-7000-8000-0000000000a2', TIMESTAMPTZ '2000-01-01T00:00:00+00:00', '00000000-0000-7000-8000-000000000001', DATE '2000-01-01');


CREATE UNIQUE INDEX ux_access_api_keys_person ON access_api_keys (person);


CREATE INDEX ix_access_audit_action_at ON access_audit (action, at);


CREATE INDEX ix_access_audit_at ON access_audit (at);


CREATE INDEX ix_access_audit_glass ON access_audit (glass) WHERE glass IS NOT NULL;


CREATE INDEX ix_access_audit_person_at ON access_audit (person, at);


CREATE INDEX ix_access_audit_subject_id_at ON access_audit (subject_id, at);


CREATE UNIQUE INDEX ux_access_counter_keys_badge_digest ON access_counter_keys (badge_digest) WHERE badge_digest IS NOT NULL;


CREATE INDEX ix_access_glass_person ON access_glass (person);


CREATE INDEX ix_access_glass_until ON access_glass (until);


CREATE INDEX ix_access_grants_person ON access_grants (person);


CREATE INDEX ix_access_grants_site ON access_grants (site);


CREATE INDEX ix_access_passkeys_person ON access_passkeys (person);


CREATE UNIQUE INDEX ux_access_passkeys_credential_id ON access_passkeys (credential_id);


CREATE INDEX ix_access_people_home_site ON access_people (home_site);


CREATE INDEX ix_access_people_name_search ON access_people (name_search);


CREATE UNIQUE INDEX ux_access_people_login ON access_people (login);


CREATE INDEX ix_access_recovery_codes_person ON access_recovery_codes (person);


CREATE INDEX ix_access_sessions_expires_at ON access_sessions (expires_at);


CREATE INDEX ix_access_sessions_person ON access_sessions (person);


CREATE INDEX ix_access_terminals_site ON access_terminals (site);


CREATE INDEX ix_cases_alerts_owner_acknowledged_at ON cases_alerts (owner, acknowledged_at);


CREATE INDEX ix_cases_bounces_blamed_site_at ON cases_bounces (blamed_site, at);


CREATE INDEX ix_cases_bounces_former ON cases_bounces (former);


CREATE INDEX ix_cases_cases_at_state ON cases_cases (at, state);


CREATE INDEX ix_cases_cases_bounce_of ON cases_cases (bounce_of) WHERE bounce_of IS NOT NULL;


CREATE INDEX ix_cases_cases_category_symptom_handed_over_at ON cases_cases (category, symptom, handed_over_at) WHERE handed_over_at IS NOT NULL;


CREATE INDEX ix_cases_cases_customer ON cases_cases (customer);


CREATE INDEX ix_cases_cases_device_root_handed_over_at ON cases_cases (device_root, handed_over_at);


CREATE INDEX ix_cases_cases_estimate_until ON cases_cases (estimate_until) WHERE state = 'estimate_sent';


CREATE INDEX ix_cases_cases_known_by ON cases_cases (known_by) WHERE is_open AND known_by IS NOT NULL AND ready_at IS NULL;


CREATE INDEX ix_cases_cases_ready_p90 ON cases_cases (ready_p90) WHERE is_open AND ready_p90 IS NOT NULL AND ready_at IS NULL;


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


CREATE INDEX ix_cases_consignments_from_state ON cases_consignments ("from", state);


CREATE INDEX ix_cases_consignments_to_state ON cases_consignments ("to", state);


CREATE UNIQUE INDEX ux_cases_consignments_number ON cases_consignments (number);


CREATE INDEX ix_cases_custody_case ON cases_custody ("case");


CREATE INDEX ix_cases_daily_category_day ON cases_daily (category, day);


CREATE INDEX ix_cases_daily_causes_category_day ON cases_daily_causes (category, day);


CREATE INDEX ix_cases_displays_site ON cases_displays (site);


CREATE INDEX ix_cases_events_recorded_at ON cases_events (recorded_at);


CREATE UNIQUE INDEX ux_cases_history_case ON cases_history ("case");


CREATE INDEX ix_cases_items_case ON cases_items ("case");


CREATE INDEX ix_cases_items_holder_kind_holder ON cases_items (holder_kind, holder);


CREATE INDEX ix_cases_lines_case ON cases_lines ("case");


CREATE INDEX ix_cases_links_case_issued_at ON cases_links ("case", issued_at);


CREATE INDEX ix_cases_paper_blocks_site_issued_at ON cases_paper_blocks (site, issued_at);


CREATE INDEX ix_cases_paper_numbers_block ON cases_paper_numbers (block);


CREATE INDEX ix_cases_paper_numbers_site_state ON cases_paper_numbers (site, state);


CREATE INDEX ix_cases_private_reach_phone ON cases_private (reach_phone) WHERE reach_phone IS NOT NULL;


CREATE UNIQUE INDEX ux_cases_shelves_site_code ON cases_shelves (site, code);


CREATE UNIQUE INDEX ux_cases_tokens_site_day_number ON cases_tokens (site, day, number);


CREATE INDEX ix_cases_visit_seats_visit ON cases_visit_seats (visit);


CREATE INDEX ix_cases_visits_customer ON cases_visits (customer);


CREATE INDEX ix_cases_visits_site_starts_at ON cases_visits (site, starts_at);


CREATE INDEX ix_cases_visits_starts_at ON cases_visits (starts_at) WHERE state = 'booked';


CREATE UNIQUE INDEX ux_cases_visits_case ON cases_visits ("case") WHERE "case" IS NOT NULL;


CREATE UNIQUE INDEX ux_cases_visits_number ON cases_visits (number);


CREATE INDEX ix_contacts_customers_name_search ON contacts_customers (name_search);


CREATE INDEX ix_contacts_customers_phone ON contacts_customers (phone);


CREATE UNIQUE INDEX ux_devices_categories_code ON devices_categories (code);


CREATE INDEX ix_devices_covers_root ON devices_covers (root);


CREATE INDEX ix_devices_devices_root ON devices_devices (root) WHERE root IS NOT NULL;


CREATE UNIQUE INDEX ux_devices_devices_eid ON devices_devices (eid) WHERE eid IS NOT NULL AND former IS NULL;


CREATE UNIQUE INDEX ux_devices_devices_former ON devices_devices (former) WHERE former IS NOT NULL;


CREATE UNIQUE INDEX ux_devices_devices_imei1 ON devices_devices (imei1) WHERE imei1 IS NOT NULL AND former IS NULL;


CREATE UNIQUE INDEX ux_devices_devices_imei2 ON devices_devices (imei2) WHERE imei2 IS NOT NULL AND former IS NULL;


CREATE UNIQUE INDEX ux_devices_devices_serial ON devices_devices (serial) WHERE serial IS NOT NULL AND former IS NULL;


CREATE UNIQUE INDEX ux_devices_goodwill_budgets_organisation_month ON devices_goodwill_budgets (organisation, month) WHERE organisation IS NOT NULL;


CREATE UNIQUE INDEX ux_devices_goodwill_budgets_site_month ON devices_goodwill_budgets (site, month) WHERE site IS NOT NULL;


CREATE UNIQUE INDEX ux_devices_links_predecessor ON devices_links (predecessor);


CREATE UNIQUE INDEX ux_devices_links_successor ON devices_links (successor);


CREATE UNIQUE INDEX ux_devices_models_code ON devices_models (code);


CREATE INDEX ix_devices_ownerships_customer ON devices_ownerships (customer);


CREATE INDEX ix_devices_ownerships_root ON devices_ownerships (root);


CREATE UNIQUE INDEX ux_devices_parts_number ON devices_parts (number);


CREATE UNIQUE INDEX ux_devices_policies_kind ON devices_policies (kind);


CREATE UNIQUE INDEX ux_devices_policy_versions_policy_number ON devices_policy_versions (policy, number);


CREATE UNIQUE INDEX ux_devices_programmes_code_model ON devices_programmes (code, model);


CREATE UNIQUE INDEX ux_devices_tacs_code ON devices_tacs (code);


CREATE INDEX ix_messaging_deliveries_created_at ON messaging_deliveries (created_at);


CREATE INDEX ix_messaging_deliveries_webhook_state_next_at ON messaging_deliveries (webhook, state, next_at);


CREATE INDEX ix_messaging_deliveries_webhook_subject_version ON messaging_deliveries (webhook, subject, version);


CREATE UNIQUE INDEX ux_messaging_deliveries_event_webhook ON messaging_deliveries (event, webhook);


CREATE INDEX ix_messaging_events_told_at ON messaging_events (told_at);


CREATE UNIQUE INDEX ux_messaging_events_subject_version ON messaging_events (subject, version);


CREATE INDEX ix_messaging_notices_created_at ON messaging_notices (created_at);


CREATE INDEX ix_messaging_notices_customer ON messaging_notices (customer);


CREATE INDEX ix_messaging_notices_next_at ON messaging_notices (next_at) WHERE next_at IS NOT NULL;


CREATE INDEX ix_messaging_notices_subject_created_at ON messaging_notices (subject, created_at);


CREATE UNIQUE INDEX ux_messaging_notices_key ON messaging_notices (key);


CREATE UNIQUE INDEX ux_messaging_outbox_subject_version ON messaging_outbox (subject, version);


CREATE UNIQUE INDEX ux_messaging_templates_kind_language_channel_version ON messaging_templates (kind, language, channel, version);


CREATE INDEX ix_messaging_webhook_secrets_webhook ON messaging_webhook_secrets (webhook);


CREATE UNIQUE INDEX ux_network_calendars_name ON network_calendars (name);


CREATE UNIQUE INDEX ux_network_organisations_code ON network_organisations (code);


CREATE UNIQUE INDEX ux_network_sites_code ON network_sites (code);


CREATE UNIQUE INDEX ux_network_tax_registrations_organisation_scheme_regio_a2bb92e4 ON network_tax_registrations (organisation, scheme, region, valid_from);


CREATE UNIQUE INDEX ux_parts_auto_accept_since ON parts_auto_accept (since);


CREATE INDEX ix_parts_board_jobs_site_done_at ON parts_board_jobs (site, done_at);


CREATE INDEX ix_parts_board_jobs_site_state ON parts_board_jobs (site, state);


CREATE INDEX ix_parts_board_jobs_site_tag ON parts_board_jobs (site, tag);


CREATE UNIQUE INDEX ux_parts_board_jobs_unit ON parts_board_jobs (unit) WHERE done_at IS NULL;


CREATE INDEX ix_parts_count_lines_count ON parts_count_lines (count);


CREATE UNIQUE INDEX ux_parts_count_lines_open_place ON parts_count_lines (open_place) WHERE open_place IS NOT NULL;


CREATE INDEX ix_parts_counts_site_state ON parts_counts (site, state);


CREATE UNIQUE INDEX ux_parts_counts_number ON parts_counts (number);


CREATE INDEX ix_parts_debts_case ON parts_debts ("case");


CREATE INDEX ix_parts_debts_due_on ON parts_debts (due_on) WHERE closed_at IS NULL;


CREATE INDEX ix_parts_debts_site_state ON parts_debts (site, state);


CREATE INDEX ix_parts_debts_to_state ON parts_debts ("to", state);


CREATE INDEX ix_parts_debts_transfer ON parts_debts (transfer);


CREATE UNIQUE INDEX ux_parts_debts_line_piece ON parts_debts (line, piece);


CREATE UNIQUE INDEX ux_parts_debts_number ON parts_debts (number);


CREATE INDEX ix_parts_levels_part ON parts_levels (part);


CREATE INDEX ix_parts_movements_from_recorded_at ON parts_movements ("from", recorded_at);


CREATE INDEX ix_parts_movements_to_recorded_at ON parts_movements ("to", recorded_at);


CREATE INDEX ix_parts_movements_unit ON parts_movements (unit) WHERE unit IS NOT NULL;


CREATE INDEX ix_parts_needs_case ON parts_needs ("case");


CREATE INDEX ix_parts_needs_created_at ON parts_needs (created_at);


CREATE INDEX ix_parts_needs_part_state ON parts_needs (part, state);


CREATE INDEX ix_parts_needs_site_state_part ON parts_needs (site, state, part);


CREATE UNIQUE INDEX ux_parts_needs_line ON parts_needs (line);


CREATE INDEX ix_parts_order_lines_order ON parts_order_lines ("order");


CREATE INDEX ix_parts_order_lines_part ON parts_order_lines (part);


CREATE INDEX ix_parts_orders_created_at ON parts_orders (created_at);


CREATE INDEX ix_parts_orders_state_to ON parts_orders (state, "to");


CREATE UNIQUE INDEX ux_parts_orders_number ON parts_orders (number);


CREATE INDEX ix_parts_places_part ON parts_places (part);


CREATE INDEX ix_parts_places_site_part ON parts_places (site, part);


CREATE INDEX ix_parts_proposals_part_state ON parts_proposals (part, state);


CREATE INDEX ix_parts_proposals_run ON parts_proposals (run);


CREATE INDEX ix_parts_proposals_state_kind ON parts_proposals (state, kind);


CREATE INDEX ix_parts_runs_at ON parts_runs (at);


CREATE UNIQUE INDEX ux_parts_runs_night ON parts_runs (night);


CREATE INDEX ix_parts_transfer_lines_for ON parts_transfer_lines ("for");


CREATE INDEX ix_parts_transfer_lines_part ON parts_transfer_lines (part);


CREATE INDEX ix_parts_transfer_lines_transfer ON parts_transfer_lines (transfer);


CREATE INDEX ix_parts_transfers_from_state ON parts_transfers ("from", state);


CREATE INDEX ix_parts_transfers_to_state ON parts_transfers ("to", state);


CREATE UNIQUE INDEX ux_parts_transfers_challan ON parts_transfers (challan) WHERE challan IS NOT NULL;


CREATE UNIQUE INDEX ux_parts_transfers_number ON parts_transfers (number);


CREATE INDEX ix_parts_units_place ON parts_units (place);


CREATE INDEX ix_parts_units_serial ON parts_units (serial);


CREATE UNIQUE INDEX ux_parts_units_part_serial ON parts_units (part, serial);


CREATE INDEX ix_storage_answers_at ON storage_answers (at);

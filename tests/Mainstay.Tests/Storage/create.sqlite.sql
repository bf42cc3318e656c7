CREATE TABLE "access_audit" (
    "id" BLOB NOT NULL CONSTRAINT "pk_access_audit" PRIMARY KEY,
    "at" INTEGER NOT NULL,
    "person" BLOB NOT NULL,
    "kind" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "site" BLOB NULL,
    "glass" BLOB NULL,
    "times" INTEGER NOT NULL DEFAULT 1
);


CREATE TABLE "access_counter_tries" (
    "terminal" BLOB NOT NULL,
    "person" BLOB NOT NULL,
    "failures" INTEGER NOT NULL,
    "locked_until" INTEGER NULL,
    CONSTRAINT "pk_access_counter_tries" PRIMARY KEY ("terminal", "person")
);


CREATE TABLE "access_keys" (
    "name" TEXT NOT NULL CONSTRAINT "pk_access_keys" PRIMARY KEY,
    "xml" TEXT NOT NULL
);


CREATE TABLE "access_retention" (
    "kind" TEXT NOT NULL CONSTRAINT "pk_access_retention" PRIMARY KEY,
    "days" INTEGER NULL,
    "last_run_at" INTEGER NULL,
    "last_count" INTEGER NOT NULL
);


CREATE TABLE "access_terminals" (
    "id" BLOB NOT NULL CONSTRAINT "pk_access_terminals" PRIMARY KEY,
    "site" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "digest" BLOB NOT NULL,
    "idle_minutes" INTEGER NOT NULL,
    "registered_at" INTEGER NOT NULL,
    "registered_by" BLOB NOT NULL,
    "revoked_at" INTEGER NULL,
    "revoked_by" BLOB NULL
);


CREATE TABLE "cases_codes" (
    "kind" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_hi" TEXT NULL,
    "category" TEXT NULL,
    CONSTRAINT "pk_cases_codes" PRIMARY KEY ("kind", "code")
);


CREATE TABLE "cases_daily" (
    "site" BLOB NOT NULL,
    "day" TEXT NOT NULL,
    "category" BLOB NOT NULL,
    "received" INTEGER NOT NULL,
    "ready" INTEGER NOT NULL,
    "ready_in2_hours" INTEGER NOT NULL,
    "ready_in4_hours" INTEGER NOT NULL,
    "ready_same_day" INTEGER NOT NULL,
    "ready_in3_days" INTEGER NOT NULL,
    "ready_in7_days" INTEGER NOT NULL,
    "ready_in1_day_net" INTEGER NOT NULL,
    "gross_seconds" INTEGER NOT NULL,
    "net_seconds" INTEGER NOT NULL,
    "promised" INTEGER NOT NULL,
    "promise_kept" INTEGER NOT NULL,
    "slipped" INTEGER NOT NULL DEFAULT 0,
    "warned" INTEGER NOT NULL DEFAULT 0,
    "handed_over" INTEGER NOT NULL,
    "mended" INTEGER NOT NULL,
    "back_in30_days" INTEGER NOT NULL,
    "back_in90_days" INTEGER NOT NULL,
    "no_fault_found" INTEGER NOT NULL,
    CONSTRAINT "pk_cases_daily" PRIMARY KEY ("site", "day", "category")
);


CREATE TABLE "cases_daily_causes" (
    "site" BLOB NOT NULL,
    "day" TEXT NOT NULL,
    "category" BLOB NOT NULL,
    "cause" TEXT NOT NULL,
    "slipped" INTEGER NOT NULL,
    "warned" INTEGER NOT NULL,
    CONSTRAINT "pk_cases_daily_causes" PRIMARY KEY ("site", "day", "category", "cause")
);


CREATE TABLE "cases_displays" (
    "digest" BLOB NOT NULL CONSTRAINT "pk_cases_displays" PRIMARY KEY,
    "site" BLOB NOT NULL,
    "sealed" BLOB NOT NULL,
    "issued_at" INTEGER NOT NULL,
    "issued_by" BLOB NOT NULL,
    "revoked_at" INTEGER NULL
);


CREATE TABLE "cases_figures_cursor" (
    "name" TEXT NOT NULL CONSTRAINT "pk_cases_figures_cursor" PRIMARY KEY,
    "up_to" INTEGER NOT NULL
);


CREATE TABLE "cases_numbers" (
    "series" TEXT NOT NULL CONSTRAINT "pk_cases_numbers" PRIMARY KEY,
    "next" INTEGER NOT NULL
);


CREATE TABLE "cases_paper_blocks" (
    "id" BLOB NOT NULL CONSTRAINT "pk_cases_paper_blocks" PRIMARY KEY,
    "site" BLOB NOT NULL,
    "count" INTEGER NOT NULL,
    "issued_at" INTEGER NOT NULL,
    "issued_by" BLOB NOT NULL
);


CREATE TABLE "cases_visit_seats" (
    "site" BLOB NOT NULL,
    "starts_at" INTEGER NOT NULL,
    "seat" INTEGER NOT NULL,
    "visit" BLOB NOT NULL,
    CONSTRAINT "pk_cases_visit_seats" PRIMARY KEY ("site", "starts_at", "seat")
);


CREATE TABLE "contacts_customers" (
    "id" BLOB NOT NULL CONSTRAINT "pk_contacts_customers" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "name_search" TEXT NOT NULL,
    "phone" TEXT NULL,
    "email" TEXT NULL,
    "language" TEXT NOT NULL,
    "place" TEXT NULL,
    "preferred" TEXT NULL,
    "no_sms" INTEGER NOT NULL DEFAULT 0,
    "no_mail" INTEGER NOT NULL DEFAULT 0,
    "no_messenger" INTEGER NOT NULL DEFAULT 0,
    "created_at" INTEGER NOT NULL,
    "erased_at" INTEGER NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "devices_categories" (
    "id" BLOB NOT NULL CONSTRAINT "pk_devices_categories" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_hi" TEXT NOT NULL,
    "standard_repair_minutes" INTEGER NOT NULL,
    "needs_imei" INTEGER NOT NULL,
    "same_day_eligible" INTEGER NOT NULL,
    "hsn" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "devices_policies" (
    "id" BLOB NOT NULL CONSTRAINT "pk_devices_policies" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "latest_number" INTEGER NOT NULL,
    "latest_valid_from" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "messaging_events" (
    "id" BLOB NOT NULL CONSTRAINT "pk_messaging_events" PRIMARY KEY,
    "type" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "site" BLOB NULL,
    "at" INTEGER NOT NULL,
    "data" TEXT NOT NULL,
    "told_at" INTEGER NOT NULL
);


CREATE TABLE "messaging_notices" (
    "id" BLOB NOT NULL CONSTRAINT "pk_messaging_notices" PRIMARY KEY,
    "key" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "template_version" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "channel" TEXT NULL,
    "customer" BLOB NOT NULL,
    "subject" TEXT NOT NULL,
    "site" BLOB NULL,
    "urgent" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "next_at" INTEGER NULL,
    "attempts" INTEGER NOT NULL,
    "channel_attempts" INTEGER NOT NULL,
    "sent_at" INTEGER NULL,
    "problem" TEXT NULL
);


CREATE TABLE "messaging_outbox" (
    "id" BLOB NOT NULL CONSTRAINT "pk_messaging_outbox" PRIMARY KEY,
    "type" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "site" BLOB NULL,
    "at" INTEGER NOT NULL,
    "data" TEXT NOT NULL
);


CREATE TABLE "messaging_set_aside" (
    "consumer" TEXT NOT NULL,
    "event" BLOB NOT NULL,
    "subject" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "tries" INTEGER NOT NULL,
    "fault" TEXT NULL,
    "next_at" INTEGER NULL,
    "since" INTEGER NOT NULL,
    CONSTRAINT "pk_messaging_set_aside" PRIMARY KEY ("consumer", "event")
);


CREATE TABLE "messaging_templates" (
    "key" TEXT NOT NULL CONSTRAINT "pk_messaging_templates" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NULL,
    "text" TEXT NOT NULL,
    "published_by" BLOB NOT NULL,
    "published_at" INTEGER NOT NULL
);


CREATE TABLE "network_calendars" (
    "id" BLOB NOT NULL CONSTRAINT "pk_network_calendars" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "network_organisations" (
    "id" BLOB NOT NULL CONSTRAINT "pk_network_organisations" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_maker" INTEGER NOT NULL,
    "is_operator" INTEGER NOT NULL,
    "is_supplier" INTEGER NOT NULL,
    "is_retailer" INTEGER NOT NULL,
    "is_insurer" INTEGER NOT NULL,
    "relation" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "phone" TEXT NULL,
    "email" TEXT NULL,
    "version" INTEGER NOT NULL
);


CREATE TABLE "parts_auto_accept" (
    "id" BLOB NOT NULL CONSTRAINT "pk_parts_auto_accept" PRIMARY KEY,
    "since" INTEGER NOT NULL,
    "by" BLOB NOT NULL,
    "is_on" INTEGER NOT NULL,
    "proposal_minor" INTEGER NOT NULL,
    "run_minor" INTEGER NOT NULL,
    "kinds" TEXT NOT NULL
);


CREATE TABLE "parts_board_steps" (
    "job" BLOB NOT NULL,
    "sequence" INTEGER NOT NULL,
    "act" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "code" TEXT NULL,
    "by" BLOB NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "pk_parts_board_steps" PRIMARY KEY ("job", "sequence")
);


CREATE TABLE "parts_runs" (
    "id" BLOB NOT NULL CONSTRAINT "pk_parts_runs" PRIMARY KEY,
    "at" INTEGER NOT NULL,
    "by" BLOB NOT NULL,
    "night" TEXT NULL,
    "months" INTEGER NOT NULL,
    "target_fill" REAL NULL,
    "budget_minor" INTEGER NULL,
    "fill" REAL NOT NULL,
    "backorders" REAL NOT NULL,
    "money_minor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "proposals" INTEGER NOT NULL
);


CREATE TABLE "storage_answers" (
    "key" BLOB NOT NULL CONSTRAINT "pk_storage_answers" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "request" BLOB NOT NULL,
    "at" INTEGER NOT NULL,
    "status" INTEGER NOT NULL,
    "answer" BLOB NULL
);


CREATE TABLE "storage_fences" (
    "name" TEXT NOT NULL CONSTRAINT "pk_storage_fences" PRIMARY KEY,
    "number" INTEGER NOT NULL,
    "taken_at" INTEGER NOT NULL
);


CREATE TABLE "storage_revisions" (
    "name" TEXT NOT NULL CONSTRAINT "pk_storage_revisions" PRIMARY KEY,
    "stamp" TEXT NOT NULL
);


CREATE TABLE "cases_paper_numbers" (
    "number" TEXT NOT NULL CONSTRAINT "pk_cases_paper_numbers" PRIMARY KEY,
    "block" BLOB NOT NULL,
    "site" BLOB NOT NULL,
    "state" TEXT NOT NULL,
    "case" BLOB NULL,
    "conflict" BLOB NULL,
    "reason" TEXT NULL,
    "ended_at" INTEGER NULL,
    "ended_by" BLOB NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_cases_paper_numbers_block" FOREIGN KEY ("block") REFERENCES "cases_paper_blocks" ("id") ON DELETE RESTRICT
);


CREATE TABLE "contacts_keys" (
    "customer" BLOB NOT NULL CONSTRAINT "pk_contacts_keys" PRIMARY KEY,
    "sealed" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    CONSTRAINT "fk_contacts_keys_customer" FOREIGN KEY ("customer") REFERENCES "contacts_customers" ("id") ON DELETE RESTRICT
);


CREATE TABLE "devices_parts" (
    "id" BLOB NOT NULL CONSTRAINT "pk_devices_parts" PRIMARY KEY,
    "number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "class" TEXT NOT NULL,
    "category" BLOB NOT NULL,
    "cost_minor" INTEGER NOT NULL,
    "price_minor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "repair_level" INTEGER NOT NULL,
    "serial_tracked" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_devices_parts_category" FOREIGN KEY ("category") REFERENCES "devices_categories" ("id") ON DELETE RESTRICT
);


CREATE TABLE "devices_policy_versions" (
    "id" BLOB NOT NULL CONSTRAINT "pk_devices_policy_versions" PRIMARY KEY,
    "policy" BLOB NOT NULL,
    "number" INTEGER NOT NULL,
    "valid_from" TEXT NOT NULL,
    "published_at" INTEGER NOT NULL,
    "published_by" BLOB NOT NULL,
    "note" TEXT NULL,
    "body" TEXT NOT NULL,
    CONSTRAINT "fk_devices_policy_versions_policy" FOREIGN KEY ("policy") REFERENCES "devices_policies" ("id") ON DELETE RESTRICT
);


CREATE TABLE "messaging_notice_texts" (
    "notice" BLOB NOT NULL CONSTRAINT "pk_messaging_notice_texts" PRIMARY KEY,
    "phone" TEXT NULL,
    "email" TEXT NULL,
    "values" TEXT NULL,
    "title" TEXT NULL,
    "text" TEXT NULL,
    CONSTRAINT "fk_messaging_notice_texts_notice" FOREIGN KEY ("notice") REFERENCES "messaging_notices" ("id") ON DELETE RESTRICT
);


CREATE TABLE "network_calendar_holidays" (
    "calendar" BLOB NOT NULL,
    "day" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "pk_network_calendar_holidays" PRIMARY KEY ("calendar", "day"),
    CONSTRAINT "fk_network_calendar_holidays_calendar" FOREIGN KEY ("calendar") REFERENCES "network_calendars" ("id") ON DELETE RESTRICT
);


CREATE TABLE "network_calendar_shifts" (
    "calendar" BLOB NOT NULL,
    "day" TEXT NOT NULL,
    "from_minute" INTEGER NOT NULL,
    "to_minute" INTEGER NOT NULL,
    CONSTRAINT "pk_network_calendar_shifts" PRIMARY KEY ("calendar", "day", "from_minute"),
    CONSTRAINT "fk_network_calendar_shifts_calendar" FOREIGN KEY ("calendar") REFERENCES "network_calendars" ("id") ON DELETE RESTRICT
);


CREATE TABLE "devices_models" (
    "id" BLOB NOT NULL CONSTRAINT "pk_devices_models" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "brand" TEXT NOT NULL,
    "maker" BLOB NOT NULL,
    "category" BLOB NOT NULL,
    "launched_on" TEXT NULL,
    "value_minor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_devices_models_category" FOREIGN KEY ("category") REFERENCES "devices_categories" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_devices_models_maker" FOREIGN KEY ("maker") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT
);


CREATE TABLE "network_sites" (
    "id" BLOB NOT NULL CONSTRAINT "pk_network_sites" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "operator" BLOB NOT NULL,
    "calendar" BLOB NOT NULL,
    "state" TEXT NULL,
    "town" TEXT NULL,
    "postcode" TEXT NULL,
    "latitude" REAL NULL,
    "longitude" REAL NULL,
    "capacity" INTEGER NULL,
    "supply" BLOB NULL,
    "factory" BLOB NULL,
    "opens_on" TEXT NOT NULL,
    "closes_on" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_network_sites_calendar" FOREIGN KEY ("calendar") REFERENCES "network_calendars" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_network_sites_factory" FOREIGN KEY ("factory") REFERENCES "network_sites" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_network_sites_operator" FOREIGN KEY ("operator") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_network_sites_supply" FOREIGN KEY ("supply") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "network_tax_registrations" (
    "id" BLOB NOT NULL CONSTRAINT "pk_network_tax_registrations" PRIMARY KEY,
    "organisation" BLOB NOT NULL,
    "scheme" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "valid_from" TEXT NOT NULL,
    "valid_to" TEXT NULL,
    CONSTRAINT "fk_network_tax_registrations_organisation" FOREIGN KEY ("organisation") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT
);


CREATE TABLE "devices_part_prices" (
    "part" BLOB NOT NULL,
    "valid_from" TEXT NOT NULL,
    "cost_minor" INTEGER NOT NULL,
    "price_minor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    CONSTRAINT "pk_devices_part_prices" PRIMARY KEY ("part", "valid_from"),
    CONSTRAINT "fk_devices_part_prices_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_core_terms" (
    "id" BLOB NOT NULL CONSTRAINT "pk_parts_core_terms" PRIMARY KEY,
    "part" BLOB NULL,
    "class" TEXT NULL,
    "comes_back" INTEGER NOT NULL,
    "to" TEXT NOT NULL,
    "days" INTEGER NOT NULL,
    "core_percent" INTEGER NOT NULL,
    "since" INTEGER NOT NULL,
    "by" BLOB NOT NULL,
    CONSTRAINT "fk_parts_core_terms_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_lots" (
    "part" BLOB NOT NULL,
    "code" TEXT NOT NULL,
    "recalled_at" INTEGER NULL,
    "recall_reason" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "pk_parts_lots" PRIMARY KEY ("part", "code"),
    CONSTRAINT "fk_parts_lots_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_supply" (
    "part" BLOB NOT NULL CONSTRAINT "pk_parts_supply" PRIMARY KEY,
    "successor" BLOB NULL,
    "last_order_on" TEXT NULL,
    "supported_until" TEXT NULL,
    "repairable" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_parts_supply_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_supply_successor" FOREIGN KEY ("successor") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_supply_terms" (
    "part" BLOB NOT NULL,
    "supplier" BLOB NOT NULL,
    "valid_from" TEXT NOT NULL,
    "lead_days" INTEGER NOT NULL,
    "min_quantity" INTEGER NOT NULL,
    "pack_size" INTEGER NOT NULL,
    "price_minor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    CONSTRAINT "pk_parts_supply_terms" PRIMARY KEY ("part", "supplier", "valid_from"),
    CONSTRAINT "fk_parts_supply_terms_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_supply_terms_supplier" FOREIGN KEY ("supplier") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_units" (
    "id" BLOB NOT NULL CONSTRAINT "pk_parts_units" PRIMARY KEY,
    "part" BLOB NOT NULL,
    "serial" TEXT NOT NULL,
    "place" BLOB NULL,
    "lot" TEXT NOT NULL,
    "came_at" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_parts_units_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "devices_devices" (
    "id" BLOB NOT NULL CONSTRAINT "pk_devices_devices" PRIMARY KEY,
    "root" BLOB NULL,
    "former" BLOB NULL,
    "model" BLOB NOT NULL,
    "serial" TEXT NULL,
    "imei1" INTEGER NULL,
    "imei2" INTEGER NULL,
    "eid" TEXT NULL,
    "sold_on" TEXT NULL,
    "sold_by" BLOB NULL,
    "channel" TEXT NULL,
    "country" TEXT NULL,
    "activated_on" TEXT NULL,
    "build_week" INTEGER NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_devices_devices_model" FOREIGN KEY ("model") REFERENCES "devices_models" ("id") ON DELETE RESTRICT
);


CREATE TABLE "devices_part_fits" (
    "model" BLOB NOT NULL,
    "part" BLOB NOT NULL,
    CONSTRAINT "pk_devices_part_fits" PRIMARY KEY ("model", "part"),
    CONSTRAINT "fk_devices_part_fits_model" FOREIGN KEY ("model") REFERENCES "devices_models" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_devices_part_fits_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "devices_programmes" (
    "id" BLOB NOT NULL CONSTRAINT "pk_devices_programmes" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "model" BLOB NOT NULL,
    "built_from" INTEGER NOT NULL,
    "built_until" INTEGER NOT NULL,
    "part_class" TEXT NULL,
    "ends_on" TEXT NOT NULL,
    CONSTRAINT "fk_devices_programmes_model" FOREIGN KEY ("model") REFERENCES "devices_models" ("id") ON DELETE RESTRICT
);


CREATE TABLE "devices_tacs" (
    "id" BLOB NOT NULL CONSTRAINT "pk_devices_tacs" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "model" BLOB NOT NULL,
    CONSTRAINT "fk_devices_tacs_model" FOREIGN KEY ("model") REFERENCES "devices_models" ("id") ON DELETE RESTRICT
);


CREATE TABLE "access_people" (
    "id" BLOB NOT NULL CONSTRAINT "pk_access_people" PRIMARY KEY,
    "login" TEXT NULL,
    "name" TEXT NOT NULL,
    "name_search" TEXT NOT NULL,
    "email" TEXT NULL,
    "phone" TEXT NULL,
    "home_site" BLOB NULL,
    "language" TEXT NOT NULL,
    "password_hash" TEXT NULL,
    "security_stamp" TEXT NOT NULL,
    "failed_attempts" INTEGER NOT NULL,
    "locked_until" INTEGER NULL,
    "state" TEXT NOT NULL,
    "second_factor_due" INTEGER NULL,
    "may_break_glass" INTEGER NOT NULL DEFAULT 0,
    "hired_at" INTEGER NOT NULL,
    "left_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_access_people_home_site" FOREIGN KEY ("home_site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_consignments" (
    "id" BLOB NOT NULL CONSTRAINT "pk_cases_consignments" PRIMARY KEY,
    "number" TEXT NOT NULL,
    "from" BLOB NOT NULL,
    "to" BLOB NOT NULL,
    "state" TEXT NOT NULL,
    "carrier" TEXT NULL,
    "carrier_reference" TEXT NULL,
    "eway_bill" TEXT NULL,
    "declared_minor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "dispatched_at" INTEGER NULL,
    "received_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_cases_consignments_from" FOREIGN KEY ("from") REFERENCES "network_sites" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_consignments_to" FOREIGN KEY ("to") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_shelves" (
    "id" BLOB NOT NULL CONSTRAINT "pk_cases_shelves" PRIMARY KEY,
    "site" BLOB NOT NULL,
    "code" TEXT NOT NULL,
    CONSTRAINT "fk_cases_shelves_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_stage_times" (
    "key" TEXT NOT NULL CONSTRAINT "pk_cases_stage_times" PRIMARY KEY,
    "site" BLOB NULL,
    "category" BLOB NOT NULL,
    "state" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "p50_minutes" INTEGER NOT NULL,
    "p90_minutes" INTEGER NOT NULL,
    "sample" INTEGER NOT NULL,
    "learned_at" INTEGER NOT NULL,
    CONSTRAINT "fk_cases_stage_times_category" FOREIGN KEY ("category") REFERENCES "devices_categories" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_stage_times_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "devices_goodwill_budgets" (
    "id" BLOB NOT NULL CONSTRAINT "pk_devices_goodwill_budgets" PRIMARY KEY,
    "site" BLOB NULL,
    "organisation" BLOB NULL,
    "month" TEXT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "committed_minor" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_devices_goodwill_budgets_organisation" FOREIGN KEY ("organisation") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_devices_goodwill_budgets_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "messaging_webhooks" (
    "id" BLOB NOT NULL CONSTRAINT "pk_messaging_webhooks" PRIMARY KEY,
    "url" TEXT NOT NULL,
    "types" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "site" BLOB NULL,
    "organisation" BLOB NULL,
    "state" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "tests" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_messaging_webhooks_organisation" FOREIGN KEY ("organisation") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_messaging_webhooks_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "network_site_holidays" (
    "site" BLOB NOT NULL,
    "day" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "pk_network_site_holidays" PRIMARY KEY ("site", "day"),
    CONSTRAINT "fk_network_site_holidays_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_counts" (
    "id" BLOB NOT NULL CONSTRAINT "pk_parts_counts" PRIMARY KEY,
    "number" TEXT NOT NULL,
    "site" BLOB NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "finished_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_parts_counts_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_keeping" (
    "site" BLOB NOT NULL CONSTRAINT "pk_parts_keeping" PRIMARY KEY,
    "since" INTEGER NOT NULL,
    CONSTRAINT "fk_parts_keeping_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_levels" (
    "site" BLOB NOT NULL,
    "part" BLOB NOT NULL,
    "level" INTEGER NOT NULL,
    "rate" REAL NOT NULL,
    "run" BLOB NOT NULL,
    CONSTRAINT "pk_parts_levels" PRIMARY KEY ("site", "part"),
    CONSTRAINT "fk_parts_levels_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_levels_run" FOREIGN KEY ("run") REFERENCES "parts_runs" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_levels_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_orders" (
    "id" BLOB NOT NULL CONSTRAINT "pk_parts_orders" PRIMARY KEY,
    "number" TEXT NOT NULL,
    "supplier" BLOB NOT NULL,
    "to" BLOB NOT NULL,
    "owner" BLOB NOT NULL,
    "state" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "placed_at" INTEGER NULL,
    "expected_on" TEXT NULL,
    "received_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_parts_orders_owner" FOREIGN KEY ("owner") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_orders_supplier" FOREIGN KEY ("supplier") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_orders_to" FOREIGN KEY ("to") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_places" (
    "id" BLOB NOT NULL CONSTRAINT "pk_parts_places" PRIMARY KEY,
    "site" BLOB NOT NULL,
    "part" BLOB NOT NULL,
    "kind" TEXT NOT NULL,
    "bin" TEXT NOT NULL,
    "condition" TEXT NOT NULL,
    "owner" BLOB NOT NULL,
    "lot" TEXT NOT NULL,
    "on_hand" INTEGER NOT NULL,
    "counted_at" INTEGER NULL,
    CONSTRAINT "ck_parts_places_on_hand" CHECK (on_hand >= 0),
    CONSTRAINT "fk_parts_places_owner" FOREIGN KEY ("owner") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_places_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_places_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_transfers" (
    "id" BLOB NOT NULL CONSTRAINT "pk_parts_transfers" PRIMARY KEY,
    "number" TEXT NOT NULL,
    "challan" TEXT NULL,
    "declared_minor" INTEGER NULL,
    "from" BLOB NOT NULL,
    "to" BLOB NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "sent_at" INTEGER NULL,
    "expected_on" TEXT NULL,
    "received_at" INTEGER NULL,
    "carrier" TEXT NULL,
    "carrier_reference" TEXT NULL,
    "eway_bill" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_parts_transfers_from" FOREIGN KEY ("from") REFERENCES "network_sites" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_transfers_to" FOREIGN KEY ("to") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "devices_covers" (
    "id" BLOB NOT NULL CONSTRAINT "pk_devices_covers" PRIMARY KEY,
    "root" BLOB NOT NULL,
    "kind" TEXT NOT NULL,
    "part_class" TEXT NULL,
    "starts_on" TEXT NOT NULL,
    "ends_on" TEXT NOT NULL,
    "insurer" BLOB NULL,
    "case_id" BLOB NULL,
    CONSTRAINT "fk_devices_covers_insurer" FOREIGN KEY ("insurer") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_devices_covers_root" FOREIGN KEY ("root") REFERENCES "devices_devices" ("id") ON DELETE RESTRICT
);


CREATE TABLE "devices_links" (
    "id" BLOB NOT NULL CONSTRAINT "pk_devices_links" PRIMARY KEY,
    "predecessor" BLOB NOT NULL,
    "successor" BLOB NOT NULL,
    "kind" TEXT NOT NULL,
    "case_id" BLOB NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "fk_devices_links_predecessor" FOREIGN KEY ("predecessor") REFERENCES "devices_devices" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_devices_links_successor" FOREIGN KEY ("successor") REFERENCES "devices_devices" ("id") ON DELETE RESTRICT
);


CREATE TABLE "devices_ownerships" (
    "id" BLOB NOT NULL CONSTRAINT "pk_devices_ownerships" PRIMARY KEY,
    "root" BLOB NOT NULL,
    "customer" BLOB NOT NULL,
    "since" TEXT NOT NULL,
    "until" TEXT NULL,
    CONSTRAINT "fk_devices_ownerships_customer" FOREIGN KEY ("customer") REFERENCES "contacts_customers" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_devices_ownerships_root" FOREIGN KEY ("root") REFERENCES "devices_devices" ("id") ON DELETE RESTRICT
);


CREATE TABLE "access_api_keys" (
    "id" BLOB NOT NULL CONSTRAINT "pk_access_api_keys" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "digest" BLOB NOT NULL,
    "site" BLOB NULL,
    "organisation" BLOB NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NULL,
    "revoked_at" INTEGER NULL,
    "last_used_at" INTEGER NULL,
    CONSTRAINT "fk_access_api_keys_organisation" FOREIGN KEY ("organisation") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_access_api_keys_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_access_api_keys_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "access_authenticators" (
    "person" BLOB NOT NULL CONSTRAINT "pk_access_authenticators" PRIMARY KEY,
    "sealed_key" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    "confirmed_at" INTEGER NULL,
    "last_step" INTEGER NOT NULL,
    CONSTRAINT "fk_access_authenticators_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "access_counter_keys" (
    "person" BLOB NOT NULL CONSTRAINT "pk_access_counter_keys" PRIMARY KEY,
    "badge_digest" BLOB NULL,
    "pin_hash" TEXT NOT NULL,
    "set_at" INTEGER NOT NULL,
    CONSTRAINT "fk_access_counter_keys_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "access_glass" (
    "id" BLOB NOT NULL CONSTRAINT "pk_access_glass" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "role" TEXT NOT NULL,
    "site" BLOB NOT NULL,
    "reason" TEXT NOT NULL,
    "began_at" INTEGER NOT NULL,
    "until" INTEGER NOT NULL,
    "ended_at" INTEGER NULL,
    "ended_by" BLOB NULL,
    CONSTRAINT "fk_access_glass_ended_by" FOREIGN KEY ("ended_by") REFERENCES "access_people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_access_glass_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_access_glass_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "access_grants" (
    "id" BLOB NOT NULL CONSTRAINT "pk_access_grants" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "role" TEXT NOT NULL,
    "site" BLOB NULL,
    "organisation" BLOB NULL,
    CONSTRAINT "fk_access_grants_organisation" FOREIGN KEY ("organisation") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_access_grants_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_access_grants_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "access_passkeys" (
    "id" BLOB NOT NULL CONSTRAINT "pk_access_passkeys" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "credential_id" BLOB NOT NULL,
    "public_key" BLOB NOT NULL,
    "sign_count" INTEGER NOT NULL,
    "transports" TEXT NOT NULL,
    "is_user_verified" INTEGER NOT NULL,
    "is_backup_eligible" INTEGER NOT NULL,
    "is_backed_up" INTEGER NOT NULL,
    "attestation" BLOB NOT NULL,
    "client_data" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    "used_at" INTEGER NULL,
    CONSTRAINT "fk_access_passkeys_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "access_recovery_codes" (
    "id" BLOB NOT NULL CONSTRAINT "pk_access_recovery_codes" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "digest" BLOB NOT NULL,
    "used_at" INTEGER NULL,
    CONSTRAINT "fk_access_recovery_codes_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "access_sessions" (
    "id" BLOB NOT NULL CONSTRAINT "pk_access_sessions" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "how" TEXT NOT NULL,
    "stamp" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "seen_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "proved_at" INTEGER NULL,
    "is_limited" INTEGER NOT NULL,
    "terminal" BLOB NULL,
    "idle_minutes" INTEGER NULL,
    "ended_at" INTEGER NULL,
    CONSTRAINT "fk_access_sessions_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_access_sessions_terminal" FOREIGN KEY ("terminal") REFERENCES "access_terminals" ("id") ON DELETE RESTRICT
);


CREATE TABLE "access_skills" (
    "person" BLOB NOT NULL,
    "text" TEXT NOT NULL,
    CONSTRAINT "pk_access_skills" PRIMARY KEY ("person", "text"),
    CONSTRAINT "fk_access_skills_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_cases" (
    "id" BLOB NOT NULL CONSTRAINT "pk_cases_cases" PRIMARY KEY,
    "number" TEXT NOT NULL,
    "site" BLOB NOT NULL,
    "at" BLOB NOT NULL,
    "factory" BLOB NULL,
    "device" BLOB NOT NULL,
    "device_root" BLOB NOT NULL,
    "model" BLOB NOT NULL,
    "category" BLOB NOT NULL,
    "customer" BLOB NOT NULL,
    "state" TEXT NOT NULL,
    "is_open" INTEGER NOT NULL,
    "clock_owner" TEXT NOT NULL,
    "clock_since" INTEGER NOT NULL,
    "clock_count" INTEGER NOT NULL,
    "promise_count" INTEGER NOT NULL,
    "beside_count" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "condition" TEXT NULL,
    "symptom" TEXT NULL,
    "section" TEXT NULL,
    "defect" TEXT NULL,
    "repair_code" TEXT NULL,
    "purchased_on" TEXT NULL,
    "purchase_channel" TEXT NULL,
    "purchase_evidence" TEXT NOT NULL,
    "firmware" TEXT NULL,
    "wipe_consent" INTEGER NOT NULL,
    "wiped_at" INTEGER NULL,
    "unlock" TEXT NULL,
    "picture_chain" BLOB NULL,
    "is_safety" INTEGER NOT NULL,
    "is_security" INTEGER NOT NULL,
    "repair_level" INTEGER NOT NULL,
    "technician" BLOB NULL,
    "shelf" BLOB NULL,
    "skill" TEXT NULL,
    "booked_for" INTEGER NULL,
    "opened_at" INTEGER NOT NULL,
    "received_at" INTEGER NULL,
    "ready_at" INTEGER NULL,
    "net_seconds" INTEGER NULL,
    "customer_seconds" INTEGER NOT NULL,
    "handed_over_at" INTEGER NULL,
    "closed_at" INTEGER NULL,
    "known_by" INTEGER NULL,
    "ready_p50" INTEGER NULL,
    "ready_p90" INTEGER NULL,
    "first_ready_p90" INTEGER NULL,
    "slip_cause" TEXT NULL,
    "untold_since" INTEGER NULL,
    "estimate_until" INTEGER NULL,
    "outcome" TEXT NULL,
    "no_fault_reason" TEXT NULL,
    "bounce_of" BLOB NULL,
    "code_hash" TEXT NULL,
    "code_failures" INTEGER NOT NULL,
    "code_locked_until" INTEGER NULL,
    "customer_due_minor" INTEGER NOT NULL,
    "settled_minor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "parts_expected_on" TEXT NULL,
    "external_number" TEXT NULL,
    "is_history" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    CONSTRAINT "fk_cases_cases_at" FOREIGN KEY ("at") REFERENCES "network_sites" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_cases_bounce_of" FOREIGN KEY ("bounce_of") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_cases_category" FOREIGN KEY ("category") REFERENCES "devices_categories" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_cases_customer" FOREIGN KEY ("customer") REFERENCES "contacts_customers" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_cases_device" FOREIGN KEY ("device") REFERENCES "devices_devices" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_cases_device_root" FOREIGN KEY ("device_root") REFERENCES "devices_devices" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_cases_factory" FOREIGN KEY ("factory") REFERENCES "network_sites" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_cases_model" FOREIGN KEY ("model") REFERENCES "devices_models" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_cases_shelf" FOREIGN KEY ("shelf") REFERENCES "cases_shelves" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_cases_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_cases_technician" FOREIGN KEY ("technician") REFERENCES "access_people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "messaging_deliveries" (
    "id" BLOB NOT NULL CONSTRAINT "pk_messaging_deliveries" PRIMARY KEY,
    "webhook" BLOB NOT NULL,
    "event" BLOB NOT NULL,
    "subject" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "next_at" INTEGER NOT NULL,
    "claimed_by" BLOB NULL,
    "last_status" INTEGER NULL,
    "last_answer" TEXT NULL,
    "created_at" INTEGER NOT NULL,
    "done_at" INTEGER NULL,
    CONSTRAINT "fk_messaging_deliveries_event" FOREIGN KEY ("event") REFERENCES "messaging_events" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_messaging_deliveries_webhook" FOREIGN KEY ("webhook") REFERENCES "messaging_webhooks" ("id") ON DELETE RESTRICT
);


CREATE TABLE "messaging_webhook_secrets" (
    "id" BLOB NOT NULL CONSTRAINT "pk_messaging_webhook_secrets" PRIMARY KEY,
    "webhook" BLOB NOT NULL,
    "sealed" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NULL,
    CONSTRAINT "fk_messaging_webhook_secrets_webhook" FOREIGN KEY ("webhook") REFERENCES "messaging_webhooks" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_count_lines" (
    "id" BLOB NOT NULL CONSTRAINT "pk_parts_count_lines" PRIMARY KEY,
    "count" BLOB NOT NULL,
    "part" BLOB NOT NULL,
    "bin" TEXT NOT NULL,
    "condition" TEXT NOT NULL,
    "owner" BLOB NOT NULL,
    "lot" TEXT NOT NULL,
    "expected" INTEGER NOT NULL,
    "open_place" BLOB NULL,
    "counted" INTEGER NULL,
    "ledger_then" INTEGER NULL,
    "counted_at" INTEGER NULL,
    "counted_by" BLOB NULL,
    "missing" TEXT NULL,
    "extra" TEXT NULL,
    "variance" INTEGER NULL,
    "value_minor" INTEGER NULL,
    "reason" TEXT NULL,
    CONSTRAINT "fk_parts_count_lines_count" FOREIGN KEY ("count") REFERENCES "parts_counts" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_count_lines_owner" FOREIGN KEY ("owner") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_count_lines_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_order_lines" (
    "id" BLOB NOT NULL CONSTRAINT "pk_parts_order_lines" PRIMARY KEY,
    "order" BLOB NOT NULL,
    "part" BLOB NOT NULL,
    "quantity" INTEGER NOT NULL,
    "received" INTEGER NOT NULL,
    "price_minor" INTEGER NOT NULL,
    CONSTRAINT "ck_parts_order_lines_received" CHECK (received >= 0 AND received <= quantity),
    CONSTRAINT "fk_parts_order_lines_order" FOREIGN KEY ("order") REFERENCES "parts_orders" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_order_lines_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_movements" (
    "id" BLOB NOT NULL CONSTRAINT "pk_parts_movements" PRIMARY KEY,
    "part" BLOB NOT NULL,
    "from" BLOB NULL,
    "to" BLOB NULL,
    "quantity" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NULL,
    "unit" BLOB NULL,
    "paper" TEXT NOT NULL,
    "paper_id" BLOB NULL,
    "by" BLOB NOT NULL,
    "occurred_at" INTEGER NOT NULL,
    "recorded_at" INTEGER NOT NULL,
    CONSTRAINT "ck_parts_movements_quantity" CHECK (quantity > 0),
    CONSTRAINT "fk_parts_movements_from" FOREIGN KEY ("from") REFERENCES "parts_places" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_movements_to" FOREIGN KEY ("to") REFERENCES "parts_places" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_proposals" (
    "id" BLOB NOT NULL CONSTRAINT "pk_parts_proposals" PRIMARY KEY,
    "run" BLOB NOT NULL,
    "kind" TEXT NOT NULL,
    "part" BLOB NOT NULL,
    "from" BLOB NULL,
    "supplier" BLOB NULL,
    "to" BLOB NOT NULL,
    "quantity" INTEGER NOT NULL,
    "value_minor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "counted_at" INTEGER NULL,
    "for" BLOB NULL,
    "state" TEXT NOT NULL,
    "decided_by" BLOB NULL,
    "decided_at" INTEGER NULL,
    "transfer" BLOB NULL,
    "order" BLOB NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "ck_parts_proposals_quantity" CHECK (quantity > 0),
    CONSTRAINT "fk_parts_proposals_from" FOREIGN KEY ("from") REFERENCES "network_sites" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_proposals_order" FOREIGN KEY ("order") REFERENCES "parts_orders" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_proposals_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_proposals_run" FOREIGN KEY ("run") REFERENCES "parts_runs" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_proposals_supplier" FOREIGN KEY ("supplier") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_proposals_to" FOREIGN KEY ("to") REFERENCES "network_sites" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_proposals_transfer" FOREIGN KEY ("transfer") REFERENCES "parts_transfers" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_alerts" (
    "case" BLOB NOT NULL,
    "sequence" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "owner" BLOB NOT NULL,
    "raised_at" INTEGER NOT NULL,
    "due_at" INTEGER NOT NULL,
    "acknowledged_at" INTEGER NULL,
    "acknowledged_by" BLOB NULL,
    CONSTRAINT "pk_cases_alerts" PRIMARY KEY ("case", "sequence"),
    CONSTRAINT "fk_cases_alerts_acknowledged_by" FOREIGN KEY ("acknowledged_by") REFERENCES "access_people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_alerts_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_alerts_owner" FOREIGN KEY ("owner") REFERENCES "access_people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_attachments" (
    "case" BLOB NOT NULL,
    "sequence" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "note" TEXT NULL,
    "content_type" TEXT NULL,
    "content" BLOB NULL,
    "sealed_note" BLOB NULL,
    "is_sealed" INTEGER NOT NULL DEFAULT 0,
    "content_hash" BLOB NULL,
    "chain" BLOB NULL,
    "text_version" TEXT NULL,
    "by" BLOB NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "pk_cases_attachments" PRIMARY KEY ("case", "sequence"),
    CONSTRAINT "fk_cases_attachments_by" FOREIGN KEY ("by") REFERENCES "access_people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_attachments_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_bounces" (
    "case" BLOB NOT NULL CONSTRAINT "pk_cases_bounces" PRIMARY KEY,
    "former" BLOB NOT NULL,
    "days" INTEGER NOT NULL,
    "window" INTEGER NOT NULL,
    "same_symptom" INTEGER NOT NULL,
    "blame" TEXT NOT NULL,
    "blamed_site" BLOB NULL,
    "unpaid" INTEGER NOT NULL,
    "why" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "appealed_at" INTEGER NULL,
    "appealed_by" BLOB NULL,
    "decided_at" INTEGER NULL,
    "decided_by" BLOB NULL,
    "verdict" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_cases_bounces_appealed_by" FOREIGN KEY ("appealed_by") REFERENCES "access_people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_bounces_blamed_site" FOREIGN KEY ("blamed_site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_bounces_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_bounces_decided_by" FOREIGN KEY ("decided_by") REFERENCES "access_people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_bounces_former" FOREIGN KEY ("former") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_clock" (
    "case" BLOB NOT NULL,
    "sequence" INTEGER NOT NULL,
    "owner" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "site" BLOB NOT NULL,
    "from" INTEGER NOT NULL,
    "until" INTEGER NOT NULL,
    CONSTRAINT "pk_cases_clock" PRIMARY KEY ("case", "sequence"),
    CONSTRAINT "fk_cases_clock_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_complaints" (
    "case" BLOB NOT NULL,
    "sequence" INTEGER NOT NULL,
    "via" TEXT NOT NULL,
    "text" TEXT NULL,
    "raised_at" INTEGER NOT NULL,
    CONSTRAINT "pk_cases_complaints" PRIMARY KEY ("case", "sequence"),
    CONSTRAINT "fk_cases_complaints_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_events" (
    "case" BLOB NOT NULL,
    "sequence" INTEGER NOT NULL,
    "verb" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "reason" TEXT NULL,
    "person" BLOB NOT NULL,
    "site" BLOB NOT NULL,
    "occurred_at" INTEGER NOT NULL,
    "recorded_at" INTEGER NOT NULL,
    "detail" TEXT NULL,
    CONSTRAINT "pk_cases_events" PRIMARY KEY ("case", "sequence"),
    CONSTRAINT "fk_cases_events_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_goodwill" (
    "case" BLOB NOT NULL,
    "sequence" INTEGER NOT NULL,
    "percent" INTEGER NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "asked_by" BLOB NOT NULL,
    "asked_at" INTEGER NOT NULL,
    "decided_at" INTEGER NULL,
    "decided_by" BLOB NULL,
    "granted" INTEGER NOT NULL,
    CONSTRAINT "pk_cases_goodwill" PRIMARY KEY ("case", "sequence"),
    CONSTRAINT "fk_cases_goodwill_asked_by" FOREIGN KEY ("asked_by") REFERENCES "access_people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_goodwill_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_goodwill_decided_by" FOREIGN KEY ("decided_by") REFERENCES "access_people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_history" (
    "data_provider" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "partner_product_category" TEXT NOT NULL,
    "product_category" TEXT NOT NULL,
    "product_category_id" TEXT NOT NULL,
    "brand" TEXT NOT NULL,
    "year_of_manufacture" TEXT NOT NULL,
    "product_age" TEXT NOT NULL,
    "repair_status" TEXT NOT NULL,
    "repair_barrier" TEXT NOT NULL,
    "group_identifier" TEXT NOT NULL,
    "event_date" TEXT NOT NULL,
    "digest" INTEGER NOT NULL,
    "case" BLOB NOT NULL,
    CONSTRAINT "pk_cases_history" PRIMARY KEY ("data_provider", "id"),
    CONSTRAINT "fk_cases_history_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_items" (
    "id" BLOB NOT NULL CONSTRAINT "pk_cases_items" PRIMARY KEY,
    "case" BLOB NOT NULL,
    "kind" TEXT NOT NULL,
    "identifier" TEXT NULL,
    "holder_kind" TEXT NOT NULL,
    "holder" BLOB NULL,
    "site" BLOB NOT NULL,
    "held_since" INTEGER NOT NULL,
    "moves" INTEGER NOT NULL,
    "stays_with_us" INTEGER NOT NULL,
    CONSTRAINT "fk_cases_items_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_items_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_lines" (
    "id" BLOB NOT NULL CONSTRAINT "pk_cases_lines" PRIMARY KEY,
    "case" BLOB NOT NULL,
    "kind" TEXT NOT NULL,
    "part" BLOB NULL,
    "part_class" TEXT NULL,
    "work" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "cost_minor" INTEGER NOT NULL,
    "price_minor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "tax_code" TEXT NOT NULL,
    "tax_inclusive" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "customer_damage" INTEGER NOT NULL,
    "entitlement" TEXT NOT NULL,
    "customer_percent" INTEGER NOT NULL,
    "maker_percent" INTEGER NOT NULL,
    "partner_percent" INTEGER NOT NULL,
    "insurer_percent" INTEGER NOT NULL,
    "why" TEXT NOT NULL,
    "policy" BLOB NULL,
    "inputs" TEXT NULL,
    "faulty_serial" TEXT NULL,
    "new_serial" TEXT NULL,
    CONSTRAINT "fk_cases_lines_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_lines_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_lines_policy" FOREIGN KEY ("policy") REFERENCES "devices_policy_versions" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_links" (
    "digest" BLOB NOT NULL CONSTRAINT "pk_cases_links" PRIMARY KEY,
    "case" BLOB NOT NULL,
    "sealed" BLOB NOT NULL,
    "issued_at" INTEGER NOT NULL,
    "issued_by" BLOB NOT NULL,
    "revoked_at" INTEGER NULL,
    "revoked_by" BLOB NULL,
    CONSTRAINT "fk_cases_links_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_passcodes" (
    "case" BLOB NOT NULL CONSTRAINT "pk_cases_passcodes" PRIMARY KEY,
    "sealed" BLOB NOT NULL,
    "given_at" INTEGER NOT NULL,
    "given_to" BLOB NOT NULL,
    "reads_left" INTEGER NOT NULL,
    "read_at" INTEGER NULL,
    "read_by" BLOB NULL,
    CONSTRAINT "fk_cases_passcodes_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_private" (
    "case" BLOB NOT NULL CONSTRAINT "pk_cases_private" PRIMARY KEY,
    "problem" TEXT NULL,
    "reach_phone" TEXT NULL,
    "reach_other" TEXT NULL,
    "marks" TEXT NULL,
    "forgotten_at" INTEGER NULL,
    CONSTRAINT "fk_cases_private_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_promises" (
    "case" BLOB NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "known_by" INTEGER NULL,
    "ready_p50" INTEGER NULL,
    "ready_p90" INTEGER NULL,
    "basis" TEXT NOT NULL,
    "sample" INTEGER NOT NULL,
    "reason" TEXT NULL,
    CONSTRAINT "pk_cases_promises" PRIMARY KEY ("case", "sequence"),
    CONSTRAINT "fk_cases_promises_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_refusals" (
    "case" BLOB NOT NULL,
    "sequence" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "by" BLOB NOT NULL,
    "at" INTEGER NOT NULL,
    "appealed_at" INTEGER NULL,
    "decided_at" INTEGER NULL,
    "decided_by" BLOB NULL,
    "verdict" TEXT NULL,
    CONSTRAINT "pk_cases_refusals" PRIMARY KEY ("case", "sequence"),
    CONSTRAINT "fk_cases_refusals_by" FOREIGN KEY ("by") REFERENCES "access_people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_refusals_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_refusals_decided_by" FOREIGN KEY ("decided_by") REFERENCES "access_people" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_settlements" (
    "case" BLOB NOT NULL,
    "sequence" INTEGER NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "reference" TEXT NULL,
    "by" BLOB NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "pk_cases_settlements" PRIMARY KEY ("case", "sequence"),
    CONSTRAINT "fk_cases_settlements_by" FOREIGN KEY ("by") REFERENCES "access_people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_settlements_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_tokens" (
    "id" BLOB NOT NULL CONSTRAINT "pk_cases_tokens" PRIMARY KEY,
    "site" BLOB NOT NULL,
    "day" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "taken_at" INTEGER NOT NULL,
    "called_at" INTEGER NULL,
    "called_by" BLOB NULL,
    "done_at" INTEGER NULL,
    "case" BLOB NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_cases_tokens_called_by" FOREIGN KEY ("called_by") REFERENCES "access_people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_tokens_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_cases_tokens_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_visits" (
    "id" BLOB NOT NULL CONSTRAINT "pk_cases_visits" PRIMARY KEY,
    "number" TEXT NOT NULL,
    "site" BLOB NOT NULL,
    "category" BLOB NOT NULL,
    "model" BLOB NULL,
    "customer" BLOB NOT NULL,
    "case" BLOB NULL,
    "starts_at" INTEGER NOT NULL,
    "ends_at" INTEGER NOT NULL,
    "seat" INTEGER NULL,
    "state" TEXT NOT NULL,
    "booked_at" INTEGER NOT NULL,
    "booked_by" BLOB NOT NULL,
    "policy" BLOB NULL,
    "arrived_at" INTEGER NULL,
    "ended_at" INTEGER NULL,
    "reason" TEXT NULL,
    "token" BLOB NULL,
    "reminded_of" INTEGER NULL,
    "moved" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_cases_visits_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT
);


CREATE TABLE "cases_custody" (
    "item" BLOB NOT NULL,
    "sequence" INTEGER NOT NULL,
    "case" BLOB NOT NULL,
    "from_kind" TEXT NOT NULL,
    "from_holder" BLOB NULL,
    "to_kind" TEXT NOT NULL,
    "to_holder" BLOB NULL,
    "by" BLOB NOT NULL,
    "site" BLOB NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "pk_cases_custody" PRIMARY KEY ("item", "sequence"),
    CONSTRAINT "fk_cases_custody_item" FOREIGN KEY ("item") REFERENCES "cases_items" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_needs" (
    "id" BLOB NOT NULL CONSTRAINT "pk_parts_needs" PRIMARY KEY,
    "case" BLOB NOT NULL,
    "line" BLOB NOT NULL,
    "site" BLOB NOT NULL,
    "part" BLOB NOT NULL,
    "quantity" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "place" BLOB NULL,
    "bin" TEXT NULL,
    "unit" BLOB NULL,
    "created_at" INTEGER NOT NULL,
    "filled_at" INTEGER NULL,
    "closed_at" INTEGER NULL,
    "expected_on" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_parts_needs_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_needs_line" FOREIGN KEY ("line") REFERENCES "cases_lines" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_needs_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_needs_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_needs_unit" FOREIGN KEY ("unit") REFERENCES "parts_units" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_transfer_lines" (
    "id" BLOB NOT NULL CONSTRAINT "pk_parts_transfer_lines" PRIMARY KEY,
    "transfer" BLOB NOT NULL,
    "part" BLOB NOT NULL,
    "condition" TEXT NOT NULL,
    "owner" BLOB NOT NULL,
    "lot" TEXT NOT NULL,
    "asked" INTEGER NOT NULL,
    "sent" INTEGER NOT NULL,
    "arrived" INTEGER NOT NULL,
    "damaged" INTEGER NOT NULL,
    "lost" INTEGER NOT NULL,
    "for" BLOB NULL,
    "unit" BLOB NULL,
    CONSTRAINT "fk_parts_transfer_lines_for" FOREIGN KEY ("for") REFERENCES "parts_needs" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_transfer_lines_owner" FOREIGN KEY ("owner") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_transfer_lines_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_transfer_lines_transfer" FOREIGN KEY ("transfer") REFERENCES "parts_transfers" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_transfer_lines_unit" FOREIGN KEY ("unit") REFERENCES "parts_units" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_debts" (
    "id" BLOB NOT NULL CONSTRAINT "pk_parts_debts" PRIMARY KEY,
    "number" TEXT NOT NULL,
    "case" BLOB NOT NULL,
    "line" BLOB NOT NULL,
    "piece" INTEGER NOT NULL,
    "site" BLOB NOT NULL,
    "to" BLOB NOT NULL,
    "part" BLOB NOT NULL,
    "owner" BLOB NOT NULL,
    "serial" TEXT NULL,
    "unit" BLOB NULL,
    "in_stock" INTEGER NOT NULL,
    "core_minor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "term" BLOB NULL,
    "opened_at" INTEGER NOT NULL,
    "due_on" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "transfer" BLOB NULL,
    "transfer_line" BLOB NULL,
    "returned_at" INTEGER NULL,
    "got_serial" TEXT NULL,
    "got_unit" BLOB NULL,
    "reason" TEXT NULL,
    "closed_by" BLOB NULL,
    "closed_at" INTEGER NULL,
    "told_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_parts_debts_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_debts_got_unit" FOREIGN KEY ("got_unit") REFERENCES "parts_units" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_debts_line" FOREIGN KEY ("line") REFERENCES "cases_lines" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_debts_owner" FOREIGN KEY ("owner") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_debts_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_debts_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_debts_term" FOREIGN KEY ("term") REFERENCES "parts_core_terms" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_debts_to" FOREIGN KEY ("to") REFERENCES "network_sites" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_debts_transfer" FOREIGN KEY ("transfer") REFERENCES "parts_transfers" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_debts_transfer_line" FOREIGN KEY ("transfer_line") REFERENCES "parts_transfer_lines" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_debts_unit" FOREIGN KEY ("unit") REFERENCES "parts_units" ("id") ON DELETE RESTRICT
);


CREATE TABLE "parts_board_jobs" (
    "id" BLOB NOT NULL CONSTRAINT "pk_parts_board_jobs" PRIMARY KEY,
    "site" BLOB NOT NULL,
    "part" BLOB NOT NULL,
    "owner" BLOB NOT NULL,
    "unit" BLOB NULL,
    "tag" TEXT NOT NULL,
    "debt" BLOB NULL,
    "transfer" BLOB NULL,
    "lot" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "received_at" INTEGER NOT NULL,
    "since" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "first_pass" INTEGER NULL,
    "first_test_at" INTEGER NULL,
    "done_at" INTEGER NULL,
    "done_by" BLOB NULL,
    "scrap_reason" TEXT NULL,
    "weight_grams" INTEGER NULL,
    "stream" TEXT NULL,
    "recycler" TEXT NULL,
    "recycler_document" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_parts_board_jobs_debt" FOREIGN KEY ("debt") REFERENCES "parts_debts" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_board_jobs_owner" FOREIGN KEY ("owner") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_board_jobs_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_board_jobs_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_board_jobs_transfer" FOREIGN KEY ("transfer") REFERENCES "parts_transfers" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_parts_board_jobs_unit" FOREIGN KEY ("unit") REFERENCES "parts_units" ("id") ON DELETE RESTRICT
);


INSERT INTO "devices_policies" ("id", "kind", "latest_number", "latest_valid_from", "version")
VALUES (X'000000000000700080000000000000A1', 'warranty', 1, '2000-01-01', 0);
SELECT changes();

INSERT INTO "devices_policies" ("id", "kind", "latest_number", "latest_valid_from", "version")
VALUES (X'000000000000700080000000000000A2', 'terms', 1, '2000-01-01', 0);
SELECT changes();



INSERT INTO "devices_policy_versions" ("id", "body", "note", "number", "policy", "published_at", "published_by", "valid_from")
VALUES (X'000000000000700080000000000000B1', '{"rows":[{"when":{"customer_damage":true,"cover_kinds":["accidental_damage"]},"entitlement":"extended_cover","pays":[{"payer":"insurer","percent":100}],"why":"warranty.bought_cover"},{"when":{"customer_damage":true},"entitlement":"out_of_warranty","pays":[{"payer":"customer","percent":100}],"why":"warranty.customer_damage"},{"when":{"age_months_below":24,"in_programme":true},"entitlement":"quality_programme","pays":[{"payer":"maker","percent":100}],"why":"warranty.programme"},{"when":{"repair_warranty":true},"entitlement":"repeat_repair","pays":[{"payer":"maker","percent":100}],"why":"warranty.repair_warranty"},{"when":{"line_kinds":["exchange"],"age_days_below":15},"entitlement":"dead_on_arrival","pays":[{"payer":"maker","percent":100}],"why":"warranty.dead_on_arrival"},{"when":{"line_kinds":["exchange"],"age_days_below":90,"age_days_from":15},"entitlement":"early_life_exchange","pays":[{"payer":"maker","percent":100}],"why":"warranty.early_life"},{"when":{"part_classes":["accessory"],"age_months_below":6},"entitlement":"in_warranty","pays":[{"payer":"maker","percent":100}],"why":"warranty.in_period"},{"when":{"part_classes":["accessory"],"age_months_from":6},"entitlement":"out_of_warranty","pays":[{"payer":"customer","percent":100}],"why":"warranty.ended"},{"when":{"age_months_below":12},"entitlement":"in_warranty","pays":[{"payer":"maker","percent":100}],"why":"warranty.in_period"},{"when":{"bought_cover":true},"entitlement":"extended_cover","pays":[{"payer":"insurer","percent":100}],"why":"warranty.bought_cover"},{"when":{"countries":["AT","BE","BG","CY","CZ","DE","DK","EE","ES","FI","FR","GR","HR","HU","IE","IT","LT","LU","LV","MT","NL","PL","PT","RO","SE","SI","SK"],"age_months_below":24},"entitlement":"consumer_law","pays":[{"payer":"maker","percent":100}],"why":"warranty.consumer_law"},{"when":{"age_months_from":12},"entitlement":"out_of_warranty","pays":[{"payer":"customer","percent":100}],"why":"warranty.ended"},{"when":{},"entitlement":"out_of_warranty","pays":[{"payer":"customer","percent":100}],"why":"warranty.start_unknown"}]}', 'In force until the maker publishes his own.', 1, X'000000000000700080000000000000A1', 946684800000000, X'00000000000070008000000000000001', '2000-01-01');
SELECT changes();

INSERT INTO "devices_policy_versions" ("id", "body", "note", "number", "policy", "published_at", "published_by", "valid_from")
VALUES (X'000000000000700080000000000000B2', '{"beyond_repair_percent":60,"repair_warranty_days":90,"estimate_valid_days":30,"dead_on_arrival_days":15,"long_pending_days":10,"reminder_days":7,"safety_alert_minutes":60,"bounce":[{"within_days":30,"pays_same_symptom":false,"pays_other_symptom":false},{"within_days":60,"pays_same_symptom":false,"pays_other_symptom":true},{"within_days":90,"pays_same_symptom":true,"pays_other_symptom":true}],"goodwill":[{"role":"centre_manager","up_to_minor":300000},{"role":"factory_manager","up_to_minor":300000},{"role":"head_of_service","up_to_minor":5000000}],"promise":[{"p50_minutes":60,"p90_minutes":240,"repair_level":1},{"p50_minutes":150,"p90_minutes":600,"repair_level":2},{"p50_minutes":2400,"p90_minutes":4200,"repair_level":3},{"p50_minutes":3000,"p90_minutes":5400}],"labour_minor_by_level":[20000,45000,120000,200000],"reopen_days":7,"diagnosis_p50_minutes":60,"diagnosis_p90_minutes":240}', 'In force until the maker publishes his own.', 1, X'000000000000700080000000000000A2', 946684800000000, X'00000000000070008000000000000001', '2000-01-01');
SELECT changes();



CREATE UNIQUE INDEX "ux_access_api_keys_person" ON "access_api_keys" ("person");


CREATE INDEX "ix_access_audit_action_at" ON "access_audit" ("action", "at");


CREATE INDEX "ix_access_audit_at" ON "access_audit" ("at");


CREATE INDEX "ix_access_audit_glass" ON "access_audit" ("glass") WHERE glass IS NOT NULL;


CREATE INDEX "ix_access_audit_person_at" ON "access_audit" ("person", "at");


CREATE INDEX "ix_access_audit_subject_id_at" ON "access_audit" ("subject_id", "at");


CREATE UNIQUE INDEX "ux_access_counter_keys_badge_digest" ON "access_counter_keys" ("badge_digest") WHERE badge_digest IS NOT NULL;


CREATE INDEX "ix_access_glass_person" ON "access_glass" ("person");


CREATE INDEX "ix_access_glass_until" ON "access_glass" ("until");


CREATE INDEX "ix_access_grants_person" ON "access_grants" ("person");


CREATE INDEX "ix_access_grants_site" ON "access_grants" ("site");


CREATE INDEX "ix_access_passkeys_person" ON "access_passkeys" ("person");


CREATE UNIQUE INDEX "ux_access_passkeys_credential_id" ON "access_passkeys" ("credential_id");


CREATE INDEX "ix_access_people_home_site" ON "access_people" ("home_site");


CREATE INDEX "ix_access_people_name_search" ON "access_people" ("name_search");


CREATE UNIQUE INDEX "ux_access_people_login" ON "access_people" ("login");


CREATE INDEX "ix_access_recovery_codes_person" ON "access_recovery_codes" ("person");


CREATE INDEX "ix_access_sessions_expires_at" ON "access_sessions" ("expires_at");


CREATE INDEX "ix_access_sessions_person" ON "access_sessions" ("person");


CREATE INDEX "ix_access_terminals_site" ON "access_terminals" ("site");


CREATE INDEX "ix_cases_alerts_owner_acknowledged_at" ON "cases_alerts" ("owner", "acknowledged_at");


CREATE INDEX "ix_cases_bounces_blamed_site_at" ON "cases_bounces" ("blamed_site", "at");


CREATE INDEX "ix_cases_bounces_former" ON "cases_bounces" ("former");


CREATE INDEX "ix_cases_cases_at_state" ON "cases_cases" ("at", "state");


CREATE INDEX "ix_cases_cases_bounce_of" ON "cases_cases" ("bounce_of") WHERE bounce_of IS NOT NULL;


CREATE INDEX "ix_cases_cases_category_symptom_handed_over_at" ON "cases_cases" ("category", "symptom", "handed_over_at") WHERE handed_over_at IS NOT NULL;


CREATE INDEX "ix_cases_cases_customer" ON "cases_cases" ("customer");


CREATE INDEX "ix_cases_cases_device_root_handed_over_at" ON "cases_cases" ("device_root", "handed_over_at");


CREATE INDEX "ix_cases_cases_estimate_until" ON "cases_cases" ("estimate_until") WHERE state = 'estimate_sent';


CREATE INDEX "ix_cases_cases_known_by" ON "cases_cases" ("known_by") WHERE is_open AND known_by IS NOT NULL AND ready_at IS NULL;


CREATE INDEX "ix_cases_cases_ready_p90" ON "cases_cases" ("ready_p90") WHERE is_open AND ready_p90 IS NOT NULL AND ready_at IS NULL;


CREATE INDEX "ix_cases_cases_site_handed_over_at" ON "cases_cases" ("site", "handed_over_at") WHERE handed_over_at IS NOT NULL;


CREATE INDEX "ix_cases_cases_site_opened_at" ON "cases_cases" ("site", "opened_at");


CREATE INDEX "ix_cases_cases_site_ready_at" ON "cases_cases" ("site", "ready_at") WHERE ready_at IS NOT NULL;


CREATE INDEX "ix_cases_cases_site_received_at" ON "cases_cases" ("site", "received_at");


CREATE INDEX "ix_cases_cases_site_received_at_category" ON "cases_cases" ("site", "received_at", "category") WHERE is_open AND received_at IS NOT NULL AND ready_at IS NULL;


CREATE INDEX "ix_cases_cases_site_state" ON "cases_cases" ("site", "state");


CREATE INDEX "ix_cases_cases_updated_at" ON "cases_cases" ("updated_at");


CREATE UNIQUE INDEX "ux_cases_cases_device_root" ON "cases_cases" ("device_root") WHERE is_open;


CREATE UNIQUE INDEX "ux_cases_cases_external_number" ON "cases_cases" ("external_number") WHERE external_number IS NOT NULL;


CREATE UNIQUE INDEX "ux_cases_cases_number" ON "cases_cases" ("number");


CREATE UNIQUE INDEX "ux_cases_cases_shelf" ON "cases_cases" ("shelf") WHERE shelf IS NOT NULL;


CREATE INDEX "ix_cases_consignments_from_state" ON "cases_consignments" ("from", "state");


CREATE INDEX "ix_cases_consignments_to_state" ON "cases_consignments" ("to", "state");


CREATE UNIQUE INDEX "ux_cases_consignments_number" ON "cases_consignments" ("number");


CREATE INDEX "ix_cases_custody_case" ON "cases_custody" ("case");


CREATE INDEX "ix_cases_daily_category_day" ON "cases_daily" ("category", "day");


CREATE INDEX "ix_cases_daily_causes_category_day" ON "cases_daily_causes" ("category", "day");


CREATE INDEX "ix_cases_displays_site" ON "cases_displays" ("site");


CREATE INDEX "ix_cases_events_recorded_at" ON "cases_events" ("recorded_at");


CREATE UNIQUE INDEX "ux_cases_history_case" ON "cases_history" ("case");


CREATE INDEX "ix_cases_items_case" ON "cases_items" ("case");


CREATE INDEX "ix_cases_items_holder_kind_holder" ON "cases_items" ("holder_kind", "holder");


CREATE INDEX "ix_cases_lines_case" ON "cases_lines" ("case");


CREATE INDEX "ix_cases_links_case_issued_at" ON "cases_links" ("case", "issued_at");


CREATE INDEX "ix_cases_paper_blocks_site_issued_at" ON "cases_paper_blocks" ("site", "issued_at");


CREATE INDEX "ix_cases_paper_numbers_block" ON "cases_paper_numbers" ("block");


CREATE INDEX "ix_cases_paper_numbers_site_state" ON "cases_paper_numbers" ("site", "state");


CREATE INDEX "ix_cases_private_reach_phone" ON "cases_private" ("reach_phone") WHERE reach_phone IS NOT NULL;


CREATE UNIQUE INDEX "ux_cases_shelves_site_code" ON "cases_shelves" ("site", "code");


CREATE UNIQUE INDEX "ux_cases_tokens_site_day_number" ON "cases_tokens" ("site", "day", "number");


CREATE INDEX "ix_cases_visit_seats_visit" ON "cases_visit_seats" ("visit");


CREATE INDEX "ix_cases_visits_customer" ON "cases_visits" ("customer");


CREATE INDEX "ix_cases_visits_site_starts_at" ON "cases_visits" ("site", "starts_at");


CREATE INDEX "ix_cases_visits_starts_at" ON "cases_visits" ("starts_at") WHERE state = 'booked';


CREATE UNIQUE INDEX "ux_cases_visits_case" ON "cases_visits" ("case") WHERE "case" IS NOT NULL;


CREATE UNIQUE INDEX "ux_cases_visits_number" ON "cases_visits" ("number");


CREATE INDEX "ix_contacts_customers_name_search" ON "contacts_customers" ("name_search");


CREATE INDEX "ix_contacts_customers_phone" ON "contacts_customers" ("phone");


CREATE UNIQUE INDEX "ux_devices_categories_code" ON "devices_categories" ("code");


CREATE INDEX "ix_devices_covers_root" ON "devices_covers" ("root");


CREATE INDEX "ix_devices_devices_root" ON "devices_devices" ("root") WHERE root IS NOT NULL;


CREATE UNIQUE INDEX "ux_devices_devices_eid" ON "devices_devices" ("eid") WHERE eid IS NOT NULL AND former IS NULL;


CREATE UNIQUE INDEX "ux_devices_devices_former" ON "devices_devices" ("former") WHERE former IS NOT NULL;


CREATE UNIQUE INDEX "ux_devices_devices_imei1" ON "devices_devices" ("imei1") WHERE imei1 IS NOT NULL AND former IS NULL;


CREATE UNIQUE INDEX "ux_devices_devices_imei2" ON "devices_devices" ("imei2") WHERE imei2 IS NOT NULL AND former IS NULL;


CREATE UNIQUE INDEX "ux_devices_devices_serial" ON "devices_devices" ("serial") WHERE serial IS NOT NULL AND former IS NULL;


CREATE UNIQUE INDEX "ux_devices_goodwill_budgets_organisation_month" ON "devices_goodwill_budgets" ("organisation", "month") WHERE organisation IS NOT NULL;


CREATE UNIQUE INDEX "ux_devices_goodwill_budgets_site_month" ON "devices_goodwill_budgets" ("site", "month") WHERE site IS NOT NULL;


CREATE UNIQUE INDEX "ux_devices_links_predecessor" ON "devices_links" ("predecessor");


CREATE UNIQUE INDEX "ux_devices_links_successor" ON "devices_links" ("successor");


CREATE UNIQUE INDEX "ux_devices_models_code" ON "devices_models" ("code");


CREATE INDEX "ix_devices_ownerships_customer" ON "devices_ownerships" ("customer");


CREATE INDEX "ix_devices_ownerships_root" ON "devices_ownerships" ("root");


CREATE UNIQUE INDEX "ux_devices_parts_number" ON "devices_parts" ("number");


CREATE UNIQUE INDEX "ux_devices_policies_kind" ON "devices_policies" ("kind");


CREATE UNIQUE INDEX "ux_devices_policy_versions_policy_number" ON "devices_policy_versions" ("policy", "number");


CREATE UNIQUE INDEX "ux_devices_programmes_code_model" ON "devices_programmes" ("code", "model");


CREATE UNIQUE INDEX "ux_devices_tacs_code" ON "devices_tacs" ("code");


CREATE INDEX "ix_messaging_deliveries_created_at" ON "messaging_deliveries" ("created_at");


CREATE INDEX "ix_messaging_deliveries_webhook_state_next_at" ON "messaging_deliveries" ("webhook", "state", "next_at");


CREATE INDEX "ix_messaging_deliveries_webhook_subject_version" ON "messaging_deliveries" ("webhook", "subject", "version");


CREATE UNIQUE INDEX "ux_messaging_deliveries_event_webhook" ON "messaging_deliveries" ("event", "webhook");


CREATE INDEX "ix_messaging_events_told_at" ON "messaging_events" ("told_at");


CREATE UNIQUE INDEX "ux_messaging_events_subject_version" ON "messaging_events" ("subject", "version");


CREATE INDEX "ix_messaging_notices_created_at" ON "messaging_notices" ("created_at");


CREATE INDEX "ix_messaging_notices_customer" ON "messaging_notices" ("customer");


CREATE INDEX "ix_messaging_notices_next_at" ON "messaging_notices" ("next_at") WHERE next_at IS NOT NULL;


CREATE INDEX "ix_messaging_notices_subject_created_at" ON "messaging_notices" ("subject", "created_at");


CREATE UNIQUE INDEX "ux_messaging_notices_key" ON "messaging_notices" ("key");


CREATE UNIQUE INDEX "ux_messaging_outbox_subject_version" ON "messaging_outbox" ("subject", "version");


CREATE UNIQUE INDEX "ux_messaging_templates_kind_language_channel_version" ON "messaging_templates" ("kind", "language", "channel", "version");


CREATE INDEX "ix_messaging_webhook_secrets_webhook" ON "messaging_webhook_secrets" ("webhook");


CREATE UNIQUE INDEX "ux_network_calendars_name" ON "network_calendars" ("name");


CREATE UNIQUE INDEX "ux_network_organisations_code" ON "network_organisations" ("code");


CREATE UNIQUE INDEX "ux_network_sites_code" ON "network_sites" ("code");


CREATE UNIQUE INDEX "ux_network_tax_registrations_organisation_scheme_regio_a2bb92e4" ON "network_tax_registrations" ("organisation", "scheme", "region", "valid_from");


CREATE UNIQUE INDEX "ux_parts_auto_accept_since" ON "parts_auto_accept" ("since");


CREATE INDEX "ix_parts_board_jobs_site_done_at" ON "parts_board_jobs" ("site", "done_at");


CREATE INDEX "ix_parts_board_jobs_site_state" ON "parts_board_jobs" ("site", "state");


CREATE INDEX "ix_parts_board_jobs_site_tag" ON "parts_board_jobs" ("site", "tag");


CREATE UNIQUE INDEX "ux_parts_board_jobs_unit" ON "parts_board_jobs" ("unit") WHERE done_at IS NULL;


CREATE INDEX "ix_parts_count_lines_count" ON "parts_count_lines" ("count");


CREATE UNIQUE INDEX "ux_parts_count_lines_open_place" ON "parts_count_lines" ("open_place") WHERE open_place IS NOT NULL;


CREATE INDEX "ix_parts_counts_site_state" ON "parts_counts" ("site", "state");


CREATE UNIQUE INDEX "ux_parts_counts_number" ON "parts_counts" ("number");


CREATE INDEX "ix_parts_debts_case" ON "parts_debts" ("case");


CREATE INDEX "ix_parts_debts_due_on" ON "parts_debts" ("due_on") WHERE closed_at IS NULL;


CREATE INDEX "ix_parts_debts_site_state" ON "parts_debts" ("site", "state");


CREATE INDEX "ix_parts_debts_to_state" ON "parts_debts" ("to", "state");


CREATE INDEX "ix_parts_debts_transfer" ON "parts_debts" ("transfer");


CREATE UNIQUE INDEX "ux_parts_debts_line_piece" ON "parts_debts" ("line", "piece");


CREATE UNIQUE INDEX "ux_parts_debts_number" ON "parts_debts" ("number");


CREATE INDEX "ix_parts_levels_part" ON "parts_levels" ("part");


CREATE INDEX "ix_parts_movements_from_recorded_at" ON "parts_movements" ("from", "recorded_at");


CREATE INDEX "ix_parts_movements_to_recorded_at" ON "parts_movements" ("to", "recorded_at");


CREATE INDEX "ix_parts_movements_unit" ON "parts_movements" ("unit") WHERE unit IS NOT NULL;


CREATE INDEX "ix_parts_needs_case" ON "parts_needs" ("case");


CREATE INDEX "ix_parts_needs_created_at" ON "parts_needs" ("created_at");


CREATE INDEX "ix_parts_needs_part_state" ON "parts_needs" ("part", "state");


CREATE INDEX "ix_parts_needs_site_state_part" ON "parts_needs" ("site", "state", "part");


CREATE UNIQUE INDEX "ux_parts_needs_line" ON "parts_needs" ("line");


CREATE INDEX "ix_parts_order_lines_order" ON "parts_order_lines" ("order");


CREATE INDEX "ix_parts_order_lines_part" ON "parts_order_lines" ("part");


CREATE INDEX "ix_parts_orders_created_at" ON "parts_orders" ("created_at");


CREATE INDEX "ix_parts_orders_state_to" ON "parts_orders" ("state", "to");


CREATE UNIQUE INDEX "ux_parts_orders_number" ON "parts_orders" ("number");


CREATE INDEX "ix_parts_places_part" ON "parts_places" ("part");


CREATE INDEX "ix_parts_places_site_part" ON "parts_places" ("site", "part");


CREATE INDEX "ix_parts_proposals_part_state" ON "parts_proposals" ("part", "state");


CREATE INDEX "ix_parts_proposals_run" ON "parts_proposals" ("run");


CREATE INDEX "ix_parts_proposals_state_kind" ON "parts_proposals" ("state", "kind");


CREATE INDEX "ix_parts_runs_at" ON "parts_runs" ("at");


CREATE UNIQUE INDEX "ux_parts_runs_night" ON "parts_runs" ("night");


CREATE INDEX "ix_parts_transfer_lines_for" ON "parts_transfer_lines" ("for");


CREATE INDEX "ix_parts_transfer_lines_part" ON "parts_transfer_lines" ("part");


CREATE INDEX "ix_parts_transfer_lines_transfer" ON "parts_transfer_lines" ("transfer");


CREATE INDEX "ix_parts_transfers_from_state" ON "parts_transfers" ("from", "state");


CREATE INDEX "ix_parts_transfers_to_state" ON "parts_transfers" ("to", "state");


CREATE UNIQUE INDEX "ux_parts_transfers_challan" ON "parts_transfers" ("challan") WHERE challan IS NOT NULL;


CREATE UNIQUE INDEX "ux_parts_transfers_number" ON "parts_transfers" ("number");


CREATE INDEX "ix_parts_units_place" ON "parts_units" ("place");


CREATE INDEX "ix_parts_units_serial" ON "parts_units" ("serial");


CREATE UNIQUE INDEX "ux_parts_units_part_serial" ON "parts_units" ("part", "serial");


CREATE INDEX "ix_storage_answers_at" ON "storage_answers" ("at");

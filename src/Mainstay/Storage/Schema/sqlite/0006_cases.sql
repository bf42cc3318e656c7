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
    "handed_over" INTEGER NOT NULL,
    "mended" INTEGER NOT NULL,
    "back_in30_days" INTEGER NOT NULL,
    "back_in90_days" INTEGER NOT NULL,
    "no_fault_found" INTEGER NOT NULL,
    CONSTRAINT "pk_cases_daily" PRIMARY KEY ("site", "day", "category")
);

CREATE INDEX "ix_cases_daily_category_day" ON "cases_daily" ("category", "day");

CREATE TABLE "cases_figures_cursor" (
    "name" TEXT NOT NULL CONSTRAINT "pk_cases_figures_cursor" PRIMARY KEY,
    "up_to" INTEGER NOT NULL
);

CREATE TABLE "cases_numbers" (
    "series" TEXT NOT NULL CONSTRAINT "pk_cases_numbers" PRIMARY KEY,
    "next" INTEGER NOT NULL
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

CREATE INDEX "ix_cases_consignments_from_state" ON "cases_consignments" ("from", "state");

CREATE INDEX "ix_cases_consignments_to_state" ON "cases_consignments" ("to", "state");

CREATE UNIQUE INDEX "ux_cases_consignments_number" ON "cases_consignments" ("number");

CREATE TABLE "cases_shelves" (
    "id" BLOB NOT NULL CONSTRAINT "pk_cases_shelves" PRIMARY KEY,
    "site" BLOB NOT NULL,
    "code" TEXT NOT NULL,
    CONSTRAINT "fk_cases_shelves_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "ux_cases_shelves_site_code" ON "cases_shelves" ("site", "code");

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

CREATE INDEX "ix_cases_cases_at_state" ON "cases_cases" ("at", "state");

CREATE INDEX "ix_cases_cases_bounce_of" ON "cases_cases" ("bounce_of") WHERE bounce_of IS NOT NULL;

CREATE INDEX "ix_cases_cases_category_symptom_handed_over_at" ON "cases_cases" ("category", "symptom", "handed_over_at") WHERE handed_over_at IS NOT NULL;

CREATE INDEX "ix_cases_cases_customer" ON "cases_cases" ("customer");

CREATE INDEX "ix_cases_cases_device_root_handed_over_at" ON "cases_cases" ("device_root", "handed_over_at");

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

CREATE INDEX "ix_cases_alerts_owner_acknowledged_at" ON "cases_alerts" ("owner", "acknowledged_at");

CREATE TABLE "cases_attachments" (
    "case" BLOB NOT NULL,
    "sequence" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "note" TEXT NULL,
    "content_type" TEXT NULL,
    "content" BLOB NULL,
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

CREATE INDEX "ix_cases_bounces_blamed_site_at" ON "cases_bounces" ("blamed_site", "at");

CREATE INDEX "ix_cases_bounces_former" ON "cases_bounces" ("former");

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

CREATE INDEX "ix_cases_events_recorded_at" ON "cases_events" ("recorded_at");

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

CREATE UNIQUE INDEX "ux_cases_history_case" ON "cases_history" ("case");

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

CREATE INDEX "ix_cases_items_case" ON "cases_items" ("case");

CREATE INDEX "ix_cases_items_holder_kind_holder" ON "cases_items" ("holder_kind", "holder");

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

CREATE INDEX "ix_cases_lines_case" ON "cases_lines" ("case");

CREATE TABLE "cases_private" (
    "case" BLOB NOT NULL CONSTRAINT "pk_cases_private" PRIMARY KEY,
    "problem" TEXT NULL,
    "reach_phone" TEXT NULL,
    "reach_other" TEXT NULL,
    "marks" TEXT NULL,
    CONSTRAINT "fk_cases_private_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT
);

CREATE INDEX "ix_cases_private_reach_phone" ON "cases_private" ("reach_phone") WHERE reach_phone IS NOT NULL;

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

CREATE UNIQUE INDEX "ux_cases_tokens_site_day_number" ON "cases_tokens" ("site", "day", "number");

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

CREATE INDEX "ix_cases_custody_case" ON "cases_custody" ("case");

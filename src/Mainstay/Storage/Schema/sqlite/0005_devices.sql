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

CREATE UNIQUE INDEX "ux_devices_categories_code" ON "devices_categories" ("code");

CREATE TABLE "devices_policies" (
    "id" BLOB NOT NULL CONSTRAINT "pk_devices_policies" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "latest_number" INTEGER NOT NULL,
    "latest_valid_from" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE UNIQUE INDEX "ux_devices_policies_kind" ON "devices_policies" ("kind");

INSERT INTO "devices_policies" ("id", "kind", "latest_number", "latest_valid_from", "version")
VALUES (X'000000000000700080000000000000A1', 'warranty', 1, '2000-01-01', 0);
SELECT changes();

INSERT INTO "devices_policies" ("id", "kind", "latest_number", "latest_valid_from", "version")
VALUES (X'000000000000700080000000000000A2', 'terms', 1, '2000-01-01', 0);
SELECT changes();

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

CREATE UNIQUE INDEX "ux_devices_parts_number" ON "devices_parts" ("number");

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

CREATE UNIQUE INDEX "ux_devices_policy_versions_policy_number" ON "devices_policy_versions" ("policy", "number");

INSERT INTO "devices_policy_versions" ("id", "body", "note", "number", "policy", "published_at", "published_by", "valid_from")
VALUES (X'000000000000700080000000000000B1', '{"rows":[{"when":{"customer_damage":true,"cover_kinds":["accidental_damage"]},"entitlement":"extended_cover","pays":[{"payer":"insurer","percent":100}],"why":"warranty.bought_cover"},{"when":{"customer_damage":true},"entitlement":"out_of_warranty","pays":[{"payer":"customer","percent":100}],"why":"warranty.customer_damage"},{"when":{"age_months_below":24,"in_programme":true},"entitlement":"quality_programme","pays":[{"payer":"maker","percent":100}],"why":"warranty.programme"},{"when":{"repair_warranty":true},"entitlement":"repeat_repair","pays":[{"payer":"maker","percent":100}],"why":"warranty.repair_warranty"},{"when":{"line_kinds":["exchange"],"age_days_below":15},"entitlement":"dead_on_arrival","pays":[{"payer":"maker","percent":100}],"why":"warranty.dead_on_arrival"},{"when":{"line_kinds":["exchange"],"age_days_below":90,"age_days_from":15},"entitlement":"early_life_exchange","pays":[{"payer":"maker","percent":100}],"why":"warranty.early_life"},{"when":{"part_classes":["accessory"],"age_months_below":6},"entitlement":"in_warranty","pays":[{"payer":"maker","percent":100}],"why":"warranty.in_period"},{"when":{"part_classes":["accessory"],"age_months_from":6},"entitlement":"out_of_warranty","pays":[{"payer":"customer","percent":100}],"why":"warranty.ended"},{"when":{"age_months_below":12},"entitlement":"in_warranty","pays":[{"payer":"maker","percent":100}],"why":"warranty.in_period"},{"when":{"bought_cover":true},"entitlement":"extended_cover","pays":[{"payer":"insurer","percent":100}],"why":"warranty.bought_cover"},{"when":{"countries":["AT","BE","BG","CY","CZ","DE","DK","EE","ES","FI","FR","GR","HR","HU","IE","IT","LT","LU","LV","MT","NL","PL","PT","RO","SE","SI","SK"],"age_months_below":24},"entitlement":"consumer_law","pays":[{"payer":"maker","percent":100}],"why":"warranty.consumer_law"},{"when":{"age_months_from":12},"entitlement":"out_of_warranty","pays":[{"payer":"customer","percent":100}],"why":"warranty.ended"},{"when":{},"entitlement":"out_of_warranty","pays":[{"payer":"customer","percent":100}],"why":"warranty.start_unknown"}]}', 'In force until the maker publishes his own.', 1, X'000000000000700080000000000000A1', 946684800000000, X'00000000000070008000000000000001', '2000-01-01');
SELECT changes();

INSERT INTO "devices_policy_versions" ("id", "body", "note", "number", "policy", "published_at", "published_by", "valid_from")
VALUES (X'000000000000700080000000000000B2', '{"beyond_repair_percent":60,"repair_warranty_days":90,"estimate_valid_days":30,"dead_on_arrival_days":15,"long_pending_days":10,"reminder_days":7,"safety_alert_minutes":60,"bounce":[{"within_days":30,"pays_same_symptom":false,"pays_other_symptom":false},{"within_days":60,"pays_same_symptom":false,"pays_other_symptom":true},{"within_days":90,"pays_same_symptom":true,"pays_other_symptom":true}],"goodwill":[{"role":"centre_manager","up_to_minor":300000},{"role":"factory_manager","up_to_minor":300000},{"role":"head_of_service","up_to_minor":5000000}],"promise":[{"p50_minutes":60,"p90_minutes":240,"repair_level":1},{"p50_minutes":150,"p90_minutes":600,"repair_level":2},{"p50_minutes":2400,"p90_minutes":4200,"repair_level":3},{"p50_minutes":3000,"p90_minutes":5400}],"labour_minor_by_level":[20000,45000,120000,200000],"reopen_days":7,"diagnosis_p50_minutes":60,"diagnosis_p90_minutes":240}', 'In force until the maker publishes his own.', 1, X'000000000000700080000000000000A2', 946684800000000, X'00000000000070008000000000000001', '2000-01-01');
SELECT changes();

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

CREATE UNIQUE INDEX "ux_devices_models_code" ON "devices_models" ("code");

CREATE TABLE "devices_part_prices" (
    "part" BLOB NOT NULL,
    "valid_from" TEXT NOT NULL,
    "cost_minor" INTEGER NOT NULL,
    "price_minor" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    CONSTRAINT "pk_devices_part_prices" PRIMARY KEY ("part", "valid_from"),
    CONSTRAINT "fk_devices_part_prices_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT
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

CREATE INDEX "ix_devices_devices_root" ON "devices_devices" ("root") WHERE root IS NOT NULL;

CREATE UNIQUE INDEX "ux_devices_devices_eid" ON "devices_devices" ("eid") WHERE eid IS NOT NULL AND former IS NULL;

CREATE UNIQUE INDEX "ux_devices_devices_former" ON "devices_devices" ("former") WHERE former IS NOT NULL;

CREATE UNIQUE INDEX "ux_devices_devices_imei1" ON "devices_devices" ("imei1") WHERE imei1 IS NOT NULL AND former IS NULL;

CREATE UNIQUE INDEX "ux_devices_devices_imei2" ON "devices_devices" ("imei2") WHERE imei2 IS NOT NULL AND former IS NULL;

CREATE UNIQUE INDEX "ux_devices_devices_serial" ON "devices_devices" ("serial") WHERE serial IS NOT NULL AND former IS NULL;

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

CREATE UNIQUE INDEX "ux_devices_programmes_code_model" ON "devices_programmes" ("code", "model");

CREATE TABLE "devices_tacs" (
    "id" BLOB NOT NULL CONSTRAINT "pk_devices_tacs" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "model" BLOB NOT NULL,
    CONSTRAINT "fk_devices_tacs_model" FOREIGN KEY ("model") REFERENCES "devices_models" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "ux_devices_tacs_code" ON "devices_tacs" ("code");

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

CREATE UNIQUE INDEX "ux_devices_goodwill_budgets_organisation_month" ON "devices_goodwill_budgets" ("organisation", "month") WHERE organisation IS NOT NULL;

CREATE UNIQUE INDEX "ux_devices_goodwill_budgets_site_month" ON "devices_goodwill_budgets" ("site", "month") WHERE site IS NOT NULL;

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

CREATE INDEX "ix_devices_covers_root" ON "devices_covers" ("root");

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

CREATE UNIQUE INDEX "ux_devices_links_predecessor" ON "devices_links" ("predecessor");

CREATE UNIQUE INDEX "ux_devices_links_successor" ON "devices_links" ("successor");

CREATE TABLE "devices_ownerships" (
    "id" BLOB NOT NULL CONSTRAINT "pk_devices_ownerships" PRIMARY KEY,
    "root" BLOB NOT NULL,
    "customer" BLOB NOT NULL,
    "since" TEXT NOT NULL,
    "until" TEXT NULL,
    CONSTRAINT "fk_devices_ownerships_customer" FOREIGN KEY ("customer") REFERENCES "contacts_customers" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_devices_ownerships_root" FOREIGN KEY ("root") REFERENCES "devices_devices" ("id") ON DELETE RESTRICT
);

CREATE INDEX "ix_devices_ownerships_customer" ON "devices_ownerships" ("customer");

CREATE INDEX "ix_devices_ownerships_root" ON "devices_ownerships" ("root");

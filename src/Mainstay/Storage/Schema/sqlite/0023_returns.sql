-- Replaced parts that have to come back, and what a factory makes of them.

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

CREATE INDEX "ix_parts_board_jobs_site_done_at" ON "parts_board_jobs" ("site", "done_at");

CREATE INDEX "ix_parts_board_jobs_site_state" ON "parts_board_jobs" ("site", "state");

CREATE INDEX "ix_parts_board_jobs_site_tag" ON "parts_board_jobs" ("site", "tag");

CREATE UNIQUE INDEX "ux_parts_board_jobs_unit" ON "parts_board_jobs" ("unit") WHERE done_at IS NULL;

CREATE INDEX "ix_parts_debts_case" ON "parts_debts" ("case");

CREATE INDEX "ix_parts_debts_due_on" ON "parts_debts" ("due_on") WHERE closed_at IS NULL;

CREATE INDEX "ix_parts_debts_site_state" ON "parts_debts" ("site", "state");

CREATE INDEX "ix_parts_debts_to_state" ON "parts_debts" ("to", "state");

CREATE INDEX "ix_parts_debts_transfer" ON "parts_debts" ("transfer");

CREATE UNIQUE INDEX "ux_parts_debts_line_piece" ON "parts_debts" ("line", "piece");

CREATE UNIQUE INDEX "ux_parts_debts_number" ON "parts_debts" ("number");

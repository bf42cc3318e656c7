-- The stock ledger: places, movements, pieces with serials and lots; what jobs need; transfers between sites.

CREATE TABLE "parts_lots" (
    "part" BLOB NOT NULL,
    "code" TEXT NOT NULL,
    "recalled_at" INTEGER NULL,
    "recall_reason" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "pk_parts_lots" PRIMARY KEY ("part", "code"),
    CONSTRAINT "fk_parts_lots_part" FOREIGN KEY ("part") REFERENCES "devices_parts" ("id") ON DELETE RESTRICT
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

CREATE TABLE "parts_keeping" (
    "site" BLOB NOT NULL CONSTRAINT "pk_parts_keeping" PRIMARY KEY,
    "since" INTEGER NOT NULL,
    CONSTRAINT "fk_parts_keeping_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
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

CREATE INDEX "ix_parts_movements_from_recorded_at" ON "parts_movements" ("from", "recorded_at");

CREATE INDEX "ix_parts_movements_to_recorded_at" ON "parts_movements" ("to", "recorded_at");

CREATE INDEX "ix_parts_needs_case" ON "parts_needs" ("case");

CREATE INDEX "ix_parts_needs_created_at" ON "parts_needs" ("created_at");

CREATE INDEX "ix_parts_needs_part_state" ON "parts_needs" ("part", "state");

CREATE INDEX "ix_parts_needs_site_state_part" ON "parts_needs" ("site", "state", "part");

CREATE UNIQUE INDEX "ux_parts_needs_line" ON "parts_needs" ("line");

CREATE INDEX "ix_parts_places_part" ON "parts_places" ("part");

CREATE INDEX "ix_parts_places_site_part" ON "parts_places" ("site", "part");

CREATE INDEX "ix_parts_transfer_lines_for" ON "parts_transfer_lines" ("for");

CREATE INDEX "ix_parts_transfer_lines_part" ON "parts_transfer_lines" ("part");

CREATE INDEX "ix_parts_transfer_lines_transfer" ON "parts_transfer_lines" ("transfer");

CREATE INDEX "ix_parts_transfers_from_state" ON "parts_transfers" ("from", "state");

CREATE INDEX "ix_parts_transfers_to_state" ON "parts_transfers" ("to", "state");

CREATE UNIQUE INDEX "ux_parts_transfers_number" ON "parts_transfers" ("number");

CREATE INDEX "ix_parts_units_place" ON "parts_units" ("place");

CREATE INDEX "ix_parts_units_serial" ON "parts_units" ("serial");

CREATE UNIQUE INDEX "ux_parts_units_part_serial" ON "parts_units" ("part", "serial");


-- Cycle counts; the challan a transfer travels with; what happened to one piece is found by its id.

ALTER TABLE "parts_transfers" ADD "challan" TEXT NULL;

ALTER TABLE "parts_transfers" ADD "declared_minor" INTEGER NULL;

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

CREATE INDEX "ix_parts_count_lines_count" ON "parts_count_lines" ("count");

CREATE UNIQUE INDEX "ux_parts_count_lines_open_place" ON "parts_count_lines" ("open_place") WHERE open_place IS NOT NULL;

CREATE INDEX "ix_parts_counts_site_state" ON "parts_counts" ("site", "state");

CREATE UNIQUE INDEX "ux_parts_counts_number" ON "parts_counts" ("number");

CREATE INDEX "ix_parts_movements_unit" ON "parts_movements" ("unit") WHERE unit IS NOT NULL;

CREATE UNIQUE INDEX "ux_parts_transfers_challan" ON "parts_transfers" ("challan") WHERE challan IS NOT NULL;

-- Supply: what suppliers deliver on what terms, what comes after a part, target levels, planning runs with their proposals, orders.

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

CREATE TABLE "parts_auto_accept" (
    "id" BLOB NOT NULL CONSTRAINT "pk_parts_auto_accept" PRIMARY KEY,
    "since" INTEGER NOT NULL,
    "by" BLOB NOT NULL,
    "is_on" INTEGER NOT NULL,
    "proposal_minor" INTEGER NOT NULL,
    "run_minor" INTEGER NOT NULL,
    "kinds" TEXT NOT NULL
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

CREATE UNIQUE INDEX "ux_parts_auto_accept_since" ON "parts_auto_accept" ("since");
CREATE INDEX "ix_parts_levels_part" ON "parts_levels" ("part");
CREATE INDEX "ix_parts_order_lines_order" ON "parts_order_lines" ("order");
CREATE INDEX "ix_parts_order_lines_part" ON "parts_order_lines" ("part");
CREATE INDEX "ix_parts_orders_created_at" ON "parts_orders" ("created_at");
CREATE INDEX "ix_parts_orders_state_to" ON "parts_orders" ("state", "to");
CREATE UNIQUE INDEX "ux_parts_orders_number" ON "parts_orders" ("number");
CREATE INDEX "ix_parts_proposals_part_state" ON "parts_proposals" ("part", "state");
CREATE INDEX "ix_parts_proposals_run" ON "parts_proposals" ("run");
CREATE INDEX "ix_parts_proposals_state_kind" ON "parts_proposals" ("state", "kind");
CREATE INDEX "ix_parts_runs_at" ON "parts_runs" ("at");
CREATE UNIQUE INDEX "ux_parts_runs_night" ON "parts_runs" ("night");

-- Visits booked into slots, and the seats they hold. Visits of cases booked before stand beside the slots, under the case's own id.
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

CREATE TABLE "cases_visit_seats" (
    "site" BLOB NOT NULL,
    "starts_at" INTEGER NOT NULL,
    "seat" INTEGER NOT NULL,
    "visit" BLOB NOT NULL,
    CONSTRAINT "pk_cases_visit_seats" PRIMARY KEY ("site", "starts_at", "seat")
);

CREATE INDEX "ix_cases_visit_seats_visit" ON "cases_visit_seats" ("visit");

CREATE INDEX "ix_cases_visits_customer" ON "cases_visits" ("customer");

CREATE INDEX "ix_cases_visits_site_starts_at" ON "cases_visits" ("site", "starts_at");

CREATE INDEX "ix_cases_visits_starts_at" ON "cases_visits" ("starts_at") WHERE state = 'booked';

CREATE UNIQUE INDEX "ux_cases_visits_case" ON "cases_visits" ("case") WHERE "case" IS NOT NULL;

CREATE UNIQUE INDEX "ux_cases_visits_number" ON "cases_visits" ("number");

INSERT INTO cases_visits (id, number, site, category, model, customer, "case", starts_at, ends_at, state, booked_at, booked_by, arrived_at, ended_at, reason, moved, version)
SELECT c.id, c.number, c.site, c.category, c.model, c.customer, c.id, c.booked_for, c.booked_for + 900000000,
       CASE WHEN c.received_at IS NOT NULL THEN 'arrived' WHEN c.state = 'booked' THEN 'booked' WHEN e.reason = 'no_show' THEN 'no_show' ELSE 'cancelled' END,
       c.opened_at, o.person, c.received_at, CASE WHEN c.received_at IS NULL AND c.state <> 'booked' THEN c.closed_at END,
       CASE WHEN c.received_at IS NULL THEN e.reason END, 0, 0
FROM cases_cases c
JOIN cases_events o ON o."case" = c.id AND o.sequence = 1
LEFT JOIN cases_events e ON e."case" = c.id AND e.verb = 'cancel'
WHERE c.booked_for IS NOT NULL AND c.channel IN ('booking', 'phone') AND c.state <> 'draft';

-- Counters where people take turns, screens in waiting halls, and numbers given out on paper.
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

CREATE TABLE "access_counter_keys" (
    "person" BLOB NOT NULL CONSTRAINT "pk_access_counter_keys" PRIMARY KEY,
    "badge_digest" BLOB NULL,
    "pin_hash" TEXT NOT NULL,
    "set_at" INTEGER NOT NULL,
    CONSTRAINT "fk_access_counter_keys_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT
);

CREATE TABLE "access_counter_tries" (
    "terminal" BLOB NOT NULL,
    "person" BLOB NOT NULL,
    "failures" INTEGER NOT NULL,
    "locked_until" INTEGER NULL,
    CONSTRAINT "pk_access_counter_tries" PRIMARY KEY ("terminal", "person")
);

CREATE TABLE "cases_displays" (
    "digest" BLOB NOT NULL CONSTRAINT "pk_cases_displays" PRIMARY KEY,
    "site" BLOB NOT NULL,
    "sealed" BLOB NOT NULL,
    "issued_at" INTEGER NOT NULL,
    "issued_by" BLOB NOT NULL,
    "revoked_at" INTEGER NULL
);

CREATE TABLE "cases_paper_blocks" (
    "id" BLOB NOT NULL CONSTRAINT "pk_cases_paper_blocks" PRIMARY KEY,
    "site" BLOB NOT NULL,
    "count" INTEGER NOT NULL,
    "issued_at" INTEGER NOT NULL,
    "issued_by" BLOB NOT NULL
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

CREATE INDEX "ix_access_terminals_site" ON "access_terminals" ("site");

CREATE UNIQUE INDEX "ux_access_counter_keys_badge_digest" ON "access_counter_keys" ("badge_digest") WHERE badge_digest IS NOT NULL;

CREATE INDEX "ix_cases_displays_site" ON "cases_displays" ("site");

CREATE INDEX "ix_cases_paper_blocks_site_issued_at" ON "cases_paper_blocks" ("site", "issued_at");

CREATE INDEX "ix_cases_paper_numbers_block" ON "cases_paper_numbers" ("block");

CREATE INDEX "ix_cases_paper_numbers_site_state" ON "cases_paper_numbers" ("site", "state");

ALTER TABLE "access_sessions" ADD COLUMN "terminal" BLOB NULL CONSTRAINT "fk_access_sessions_terminal" REFERENCES "access_terminals" ("id") ON DELETE RESTRICT;

ALTER TABLE "access_sessions" ADD COLUMN "idle_minutes" INTEGER NULL;

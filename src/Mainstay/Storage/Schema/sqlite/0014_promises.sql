-- How promises were kept: what was told first, why it moved, and whether the customer heard in time.
ALTER TABLE "cases_cases" ADD COLUMN "first_ready_p90" INTEGER NULL;

ALTER TABLE "cases_cases" ADD COLUMN "slip_cause" TEXT NULL;

ALTER TABLE "cases_cases" ADD COLUMN "untold_since" INTEGER NULL;

ALTER TABLE "cases_daily" ADD COLUMN "slipped" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "cases_daily" ADD COLUMN "warned" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "cases_daily_causes" (
    "site" BLOB NOT NULL,
    "day" TEXT NOT NULL,
    "category" BLOB NOT NULL,
    "cause" TEXT NOT NULL,
    "slipped" INTEGER NOT NULL,
    "warned" INTEGER NOT NULL,
    CONSTRAINT "pk_cases_daily_causes" PRIMARY KEY ("site", "day", "category", "cause")
);

CREATE INDEX "ix_cases_daily_causes_category_day" ON "cases_daily_causes" ("category", "day");

-- The promises told so far say what was told first, since the case last went back to "we do not know yet".
UPDATE cases_cases SET first_ready_p90 = (
    SELECT p.ready_p90 FROM cases_promises p
    WHERE p."case" = cases_cases.id AND p.ready_p90 IS NOT NULL AND p.sequence > COALESCE(
        (SELECT MAX(k.sequence) FROM cases_promises k WHERE k."case" = cases_cases.id AND k.ready_p90 IS NULL), 0)
    ORDER BY p.sequence LIMIT 1)
WHERE ready_p90 IS NOT NULL;

UPDATE cases_cases SET slip_cause = (
    SELECT CASE p.reason WHEN 'approved' THEN 'approval' ELSE p.reason END FROM cases_promises p
    WHERE p."case" = cases_cases.id AND p.reason IS NOT NULL AND p.reason <> 'taken_over' AND p.ready_p90 > cases_cases.first_ready_p90
    ORDER BY p.sequence LIMIT 1)
WHERE first_ready_p90 < ready_p90;

UPDATE cases_cases SET untold_since = ready_p90 WHERE ready_at > ready_p90;

-- The figures of all days are reckoned anew, now with these.
DELETE FROM cases_figures_cursor;

-- Events for others: what waits to be told, and what was told.

CREATE TABLE "messaging_outbox" (
    "id" BLOB NOT NULL CONSTRAINT "pk_messaging_outbox" PRIMARY KEY,
    "type" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "site" BLOB NULL,
    "at" INTEGER NOT NULL,
    "data" TEXT NOT NULL
);

CREATE UNIQUE INDEX "ux_messaging_outbox_subject_version" ON "messaging_outbox" ("subject", "version");

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

CREATE INDEX "ix_messaging_events_told_at" ON "messaging_events" ("told_at");

CREATE UNIQUE INDEX "ux_messaging_events_subject_version" ON "messaging_events" ("subject", "version");

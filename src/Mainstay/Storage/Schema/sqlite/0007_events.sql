-- Events for others: what waits to be told, what was told, and the addresses that hear of it. Keys that programs sign in with.

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

CREATE TABLE "messaging_webhook_secrets" (
    "id" BLOB NOT NULL CONSTRAINT "pk_messaging_webhook_secrets" PRIMARY KEY,
    "webhook" BLOB NOT NULL,
    "sealed" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NULL,
    CONSTRAINT "fk_messaging_webhook_secrets_webhook" FOREIGN KEY ("webhook") REFERENCES "messaging_webhooks" ("id") ON DELETE RESTRICT
);

CREATE INDEX "ix_messaging_webhook_secrets_webhook" ON "messaging_webhook_secrets" ("webhook");

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

CREATE INDEX "ix_messaging_deliveries_created_at" ON "messaging_deliveries" ("created_at");

CREATE INDEX "ix_messaging_deliveries_webhook_state_next_at" ON "messaging_deliveries" ("webhook", "state", "next_at");

CREATE INDEX "ix_messaging_deliveries_webhook_subject_version" ON "messaging_deliveries" ("webhook", "subject", "version");

CREATE UNIQUE INDEX "ux_messaging_deliveries_event_webhook" ON "messaging_deliveries" ("event", "webhook");

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

CREATE UNIQUE INDEX "ux_access_api_keys_person" ON "access_api_keys" ("person");

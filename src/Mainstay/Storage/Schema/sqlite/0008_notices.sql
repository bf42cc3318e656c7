ALTER TABLE "contacts_customers" ADD "preferred" TEXT NULL;

ALTER TABLE "contacts_customers" ADD "no_sms" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "contacts_customers" ADD "no_mail" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "contacts_customers" ADD "no_messenger" INTEGER NOT NULL DEFAULT 0;

CREATE TABLE "messaging_notices" (
    "id" BLOB NOT NULL CONSTRAINT "pk_messaging_notices" PRIMARY KEY,
    "key" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "template_version" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "channel" TEXT NULL,
    "customer" BLOB NOT NULL,
    "subject" TEXT NOT NULL,
    "site" BLOB NULL,
    "urgent" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "next_at" INTEGER NULL,
    "attempts" INTEGER NOT NULL,
    "channel_attempts" INTEGER NOT NULL,
    "sent_at" INTEGER NULL,
    "problem" TEXT NULL
);

CREATE TABLE "messaging_templates" (
    "key" TEXT NOT NULL CONSTRAINT "pk_messaging_templates" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NULL,
    "text" TEXT NOT NULL,
    "published_by" BLOB NOT NULL,
    "published_at" INTEGER NOT NULL
);

CREATE TABLE "messaging_notice_texts" (
    "notice" BLOB NOT NULL CONSTRAINT "pk_messaging_notice_texts" PRIMARY KEY,
    "phone" TEXT NULL,
    "email" TEXT NULL,
    "values" TEXT NULL,
    "title" TEXT NULL,
    "text" TEXT NULL,
    CONSTRAINT "fk_messaging_notice_texts_notice" FOREIGN KEY ("notice") REFERENCES "messaging_notices" ("id") ON DELETE RESTRICT
);

CREATE INDEX "ix_messaging_notices_created_at" ON "messaging_notices" ("created_at");

CREATE INDEX "ix_messaging_notices_customer" ON "messaging_notices" ("customer");

CREATE INDEX "ix_messaging_notices_next_at" ON "messaging_notices" ("next_at") WHERE next_at IS NOT NULL;

CREATE INDEX "ix_messaging_notices_subject_created_at" ON "messaging_notices" ("subject", "created_at");

CREATE UNIQUE INDEX "ux_messaging_notices_key" ON "messaging_notices" ("key");

CREATE UNIQUE INDEX "ux_messaging_templates_kind_language_channel_version" ON "messaging_templates" ("kind", "language", "channel", "version");

CREATE INDEX "ix_cases_cases_ready_p90" ON "cases_cases" ("ready_p90") WHERE is_open AND ready_p90 IS NOT NULL AND ready_at IS NULL;

CREATE INDEX "ix_cases_cases_known_by" ON "cases_cases" ("known_by") WHERE is_open AND known_by IS NOT NULL AND ready_at IS NULL;

CREATE INDEX "ix_cases_cases_estimate_until" ON "cases_cases" ("estimate_until") WHERE state = 'estimate_sent';

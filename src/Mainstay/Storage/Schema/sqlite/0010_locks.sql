CREATE TABLE "access_sessions" (
    "id" BLOB NOT NULL CONSTRAINT "pk_access_sessions" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "how" TEXT NOT NULL,
    "stamp" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "seen_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "proved_at" INTEGER NULL,
    "is_limited" INTEGER NOT NULL,
    "ended_at" INTEGER NULL,
    CONSTRAINT "fk_access_sessions_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT
);

CREATE INDEX "ix_access_sessions_expires_at" ON "access_sessions" ("expires_at");

CREATE INDEX "ix_access_sessions_person" ON "access_sessions" ("person");

CREATE TABLE "access_passkeys" (
    "id" BLOB NOT NULL CONSTRAINT "pk_access_passkeys" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "name" TEXT NOT NULL,
    "credential_id" BLOB NOT NULL,
    "public_key" BLOB NOT NULL,
    "sign_count" INTEGER NOT NULL,
    "transports" TEXT NOT NULL,
    "is_user_verified" INTEGER NOT NULL,
    "is_backup_eligible" INTEGER NOT NULL,
    "is_backed_up" INTEGER NOT NULL,
    "attestation" BLOB NOT NULL,
    "client_data" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    "used_at" INTEGER NULL,
    CONSTRAINT "fk_access_passkeys_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT
);

CREATE INDEX "ix_access_passkeys_person" ON "access_passkeys" ("person");

CREATE UNIQUE INDEX "ux_access_passkeys_credential_id" ON "access_passkeys" ("credential_id");

CREATE TABLE "access_authenticators" (
    "person" BLOB NOT NULL CONSTRAINT "pk_access_authenticators" PRIMARY KEY,
    "sealed_key" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    "confirmed_at" INTEGER NULL,
    "last_step" INTEGER NOT NULL,
    CONSTRAINT "fk_access_authenticators_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT
);

CREATE TABLE "access_recovery_codes" (
    "id" BLOB NOT NULL CONSTRAINT "pk_access_recovery_codes" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "digest" BLOB NOT NULL,
    "used_at" INTEGER NULL,
    CONSTRAINT "fk_access_recovery_codes_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT
);

CREATE INDEX "ix_access_recovery_codes_person" ON "access_recovery_codes" ("person");

CREATE TABLE "access_glass" (
    "id" BLOB NOT NULL CONSTRAINT "pk_access_glass" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "role" TEXT NOT NULL,
    "site" BLOB NOT NULL,
    "reason" TEXT NOT NULL,
    "began_at" INTEGER NOT NULL,
    "until" INTEGER NOT NULL,
    "ended_at" INTEGER NULL,
    "ended_by" BLOB NULL,
    CONSTRAINT "fk_access_glass_ended_by" FOREIGN KEY ("ended_by") REFERENCES "access_people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_access_glass_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_access_glass_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);

CREATE INDEX "ix_access_glass_person" ON "access_glass" ("person");

CREATE INDEX "ix_access_glass_until" ON "access_glass" ("until");

ALTER TABLE "access_people" ADD "second_factor_due" INTEGER NULL;

ALTER TABLE "access_people" ADD "may_break_glass" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "access_audit" ADD "glass" BLOB NULL;

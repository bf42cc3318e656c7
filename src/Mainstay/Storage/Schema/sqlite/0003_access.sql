CREATE TABLE "access_audit" (
    "id" BLOB NOT NULL CONSTRAINT "pk_access_audit" PRIMARY KEY,
    "at" INTEGER NOT NULL,
    "person" BLOB NOT NULL,
    "kind" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "site" BLOB NULL
);

CREATE INDEX "ix_access_audit_action_at" ON "access_audit" ("action", "at");

CREATE INDEX "ix_access_audit_at" ON "access_audit" ("at");

CREATE INDEX "ix_access_audit_person_at" ON "access_audit" ("person", "at");

CREATE INDEX "ix_access_audit_subject_id_at" ON "access_audit" ("subject_id", "at");

CREATE TABLE "access_keys" (
    "name" TEXT NOT NULL CONSTRAINT "pk_access_keys" PRIMARY KEY,
    "xml" TEXT NOT NULL
);

CREATE TABLE "access_people" (
    "id" BLOB NOT NULL CONSTRAINT "pk_access_people" PRIMARY KEY,
    "login" TEXT NULL,
    "name" TEXT NOT NULL,
    "name_search" TEXT NOT NULL,
    "email" TEXT NULL,
    "phone" TEXT NULL,
    "home_site" BLOB NULL,
    "language" TEXT NOT NULL,
    "password_hash" TEXT NULL,
    "security_stamp" TEXT NOT NULL,
    "failed_attempts" INTEGER NOT NULL,
    "locked_until" INTEGER NULL,
    "state" TEXT NOT NULL,
    "hired_at" INTEGER NOT NULL,
    "left_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_access_people_home_site" FOREIGN KEY ("home_site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);

CREATE INDEX "ix_access_people_home_site" ON "access_people" ("home_site");

CREATE INDEX "ix_access_people_name_search" ON "access_people" ("name_search");

CREATE UNIQUE INDEX "ux_access_people_login" ON "access_people" ("login");

CREATE TABLE "access_grants" (
    "id" BLOB NOT NULL CONSTRAINT "pk_access_grants" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "role" TEXT NOT NULL,
    "site" BLOB NULL,
    "organisation" BLOB NULL,
    CONSTRAINT "fk_access_grants_organisation" FOREIGN KEY ("organisation") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_access_grants_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_access_grants_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);

CREATE INDEX "ix_access_grants_person" ON "access_grants" ("person");

CREATE INDEX "ix_access_grants_site" ON "access_grants" ("site");

CREATE TABLE "access_skills" (
    "person" BLOB NOT NULL,
    "text" TEXT NOT NULL,
    CONSTRAINT "pk_access_skills" PRIMARY KEY ("person", "text"),
    CONSTRAINT "fk_access_skills_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT
);

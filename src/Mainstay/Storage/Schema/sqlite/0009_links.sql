-- The customer's link to a case, what he complains of, the vault for his passcode, and pictures sealed one over the other.

ALTER TABLE "cases_cases" ADD COLUMN "picture_chain" BLOB NULL;

ALTER TABLE "cases_cases" ADD COLUMN "unlock" TEXT NULL;

ALTER TABLE "cases_private" ADD COLUMN "forgotten_at" INTEGER NULL;

ALTER TABLE "cases_attachments" ADD COLUMN "chain" BLOB NULL;

ALTER TABLE "cases_attachments" ADD COLUMN "content_hash" BLOB NULL;

ALTER TABLE "cases_attachments" ADD COLUMN "text_version" TEXT NULL;

CREATE TABLE "cases_complaints" (
    "case" BLOB NOT NULL,
    "sequence" INTEGER NOT NULL,
    "via" TEXT NOT NULL,
    "text" TEXT NULL,
    "raised_at" INTEGER NOT NULL,
    CONSTRAINT "pk_cases_complaints" PRIMARY KEY ("case", "sequence"),
    CONSTRAINT "fk_cases_complaints_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT
);

CREATE TABLE "cases_links" (
    "digest" BLOB NOT NULL CONSTRAINT "pk_cases_links" PRIMARY KEY,
    "case" BLOB NOT NULL,
    "sealed" BLOB NOT NULL,
    "issued_at" INTEGER NOT NULL,
    "issued_by" BLOB NOT NULL,
    "revoked_at" INTEGER NULL,
    "revoked_by" BLOB NULL,
    CONSTRAINT "fk_cases_links_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT
);

CREATE TABLE "cases_passcodes" (
    "case" BLOB NOT NULL CONSTRAINT "pk_cases_passcodes" PRIMARY KEY,
    "sealed" BLOB NOT NULL,
    "given_at" INTEGER NOT NULL,
    "given_to" BLOB NOT NULL,
    "reads_left" INTEGER NOT NULL,
    "read_at" INTEGER NULL,
    "read_by" BLOB NULL,
    CONSTRAINT "fk_cases_passcodes_case" FOREIGN KEY ("case") REFERENCES "cases_cases" ("id") ON DELETE RESTRICT
);

CREATE INDEX "ix_cases_links_case_issued_at" ON "cases_links" ("case", "issued_at");

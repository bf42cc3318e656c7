CREATE TABLE "access_retention" (
    "kind" TEXT NOT NULL CONSTRAINT "pk_access_retention" PRIMARY KEY,
    "days" INTEGER NULL,
    "last_run_at" INTEGER NULL,
    "last_count" INTEGER NOT NULL
);

CREATE TABLE "contacts_keys" (
    "customer" BLOB NOT NULL CONSTRAINT "pk_contacts_keys" PRIMARY KEY,
    "sealed" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    CONSTRAINT "fk_contacts_keys_customer" FOREIGN KEY ("customer") REFERENCES "contacts_customers" ("id") ON DELETE RESTRICT
);

ALTER TABLE "cases_attachments" ADD COLUMN "sealed_note" BLOB NULL;

ALTER TABLE "cases_attachments" ADD COLUMN "is_sealed" INTEGER NOT NULL DEFAULT 0;

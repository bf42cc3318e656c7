CREATE TABLE "contacts_customers" (
    "id" BLOB NOT NULL CONSTRAINT "pk_contacts_customers" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "name_search" TEXT NOT NULL,
    "phone" TEXT NULL,
    "email" TEXT NULL,
    "language" TEXT NOT NULL,
    "place" TEXT NULL,
    "created_at" INTEGER NOT NULL,
    "erased_at" INTEGER NULL,
    "version" INTEGER NOT NULL
);

CREATE INDEX "ix_contacts_customers_name_search" ON "contacts_customers" ("name_search");

CREATE INDEX "ix_contacts_customers_phone" ON "contacts_customers" ("phone");

CREATE TABLE "storage_revisions" (
    "name" TEXT NOT NULL CONSTRAINT "pk_storage_revisions" PRIMARY KEY,
    "stamp" TEXT NOT NULL
);

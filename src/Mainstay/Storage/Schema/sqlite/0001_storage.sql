CREATE TABLE "storage_answers" (
    "key" BLOB NOT NULL CONSTRAINT "pk_storage_answers" PRIMARY KEY,
    "person" BLOB NOT NULL,
    "request" BLOB NOT NULL,
    "at" INTEGER NOT NULL,
    "status" INTEGER NOT NULL,
    "answer" BLOB NULL
);

CREATE INDEX "ix_storage_answers_at" ON "storage_answers" ("at");

CREATE TABLE "storage_revisions" (
    "name" TEXT NOT NULL CONSTRAINT "pk_storage_revisions" PRIMARY KEY,
    "stamp" TEXT NOT NULL
);

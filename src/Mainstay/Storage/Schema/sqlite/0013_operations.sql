CREATE TABLE "storage_fences" (
    "name" TEXT NOT NULL CONSTRAINT "pk_storage_fences" PRIMARY KEY,
    "number" INTEGER NOT NULL,
    "taken_at" INTEGER NOT NULL
);

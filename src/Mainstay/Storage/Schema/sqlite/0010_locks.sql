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
    "ended_at" INTEGER NULL,
    CONSTRAINT "fk_access_sessions_person" FOREIGN KEY ("person") REFERENCES "access_people" ("id") ON DELETE RESTRICT
);

CREATE INDEX "ix_access_sessions_expires_at" ON "access_sessions" ("expires_at");

CREATE INDEX "ix_access_sessions_person" ON "access_sessions" ("person");

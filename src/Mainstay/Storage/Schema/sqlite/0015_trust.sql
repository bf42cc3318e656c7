ALTER TABLE "access_audit" ADD COLUMN "times" INTEGER NOT NULL DEFAULT 1;

CREATE INDEX "ix_access_audit_glass" ON "access_audit" ("glass") WHERE glass IS NOT NULL;

ALTER TABLE "network_organisations" ADD COLUMN "phone" TEXT NULL;
ALTER TABLE "network_organisations" ADD COLUMN "email" TEXT NULL;

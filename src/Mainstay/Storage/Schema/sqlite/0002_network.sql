CREATE TABLE "network_calendars" (
    "id" BLOB NOT NULL CONSTRAINT "pk_network_calendars" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE UNIQUE INDEX "ux_network_calendars_name" ON "network_calendars" ("name");

CREATE TABLE "network_organisations" (
    "id" BLOB NOT NULL CONSTRAINT "pk_network_organisations" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_maker" INTEGER NOT NULL,
    "is_operator" INTEGER NOT NULL,
    "is_supplier" INTEGER NOT NULL,
    "is_retailer" INTEGER NOT NULL,
    "is_insurer" INTEGER NOT NULL,
    "relation" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE UNIQUE INDEX "ux_network_organisations_code" ON "network_organisations" ("code");

CREATE TABLE "network_calendar_holidays" (
    "calendar" BLOB NOT NULL,
    "day" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "pk_network_calendar_holidays" PRIMARY KEY ("calendar", "day"),
    CONSTRAINT "fk_network_calendar_holidays_calendar" FOREIGN KEY ("calendar") REFERENCES "network_calendars" ("id") ON DELETE RESTRICT
);

CREATE TABLE "network_calendar_shifts" (
    "calendar" BLOB NOT NULL,
    "day" TEXT NOT NULL,
    "from_minute" INTEGER NOT NULL,
    "to_minute" INTEGER NOT NULL,
    CONSTRAINT "pk_network_calendar_shifts" PRIMARY KEY ("calendar", "day", "from_minute"),
    CONSTRAINT "fk_network_calendar_shifts_calendar" FOREIGN KEY ("calendar") REFERENCES "network_calendars" ("id") ON DELETE RESTRICT
);

CREATE TABLE "network_sites" (
    "id" BLOB NOT NULL CONSTRAINT "pk_network_sites" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "operator" BLOB NOT NULL,
    "calendar" BLOB NOT NULL,
    "state" TEXT NULL,
    "town" TEXT NULL,
    "postcode" TEXT NULL,
    "latitude" REAL NULL,
    "longitude" REAL NULL,
    "capacity" INTEGER NULL,
    "supply" BLOB NULL,
    "factory" BLOB NULL,
    "opens_on" TEXT NOT NULL,
    "closes_on" TEXT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "fk_network_sites_calendar" FOREIGN KEY ("calendar") REFERENCES "network_calendars" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_network_sites_factory" FOREIGN KEY ("factory") REFERENCES "network_sites" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_network_sites_operator" FOREIGN KEY ("operator") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_network_sites_supply" FOREIGN KEY ("supply") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "ux_network_sites_code" ON "network_sites" ("code");

CREATE TABLE "network_tax_registrations" (
    "id" BLOB NOT NULL CONSTRAINT "pk_network_tax_registrations" PRIMARY KEY,
    "organisation" BLOB NOT NULL,
    "scheme" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "valid_from" TEXT NOT NULL,
    "valid_to" TEXT NULL,
    CONSTRAINT "fk_network_tax_registrations_organisation" FOREIGN KEY ("organisation") REFERENCES "network_organisations" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "ux_network_tax_registrations_organisation_scheme_regio_a2bb92e4" ON "network_tax_registrations" ("organisation", "scheme", "region", "valid_from");

CREATE TABLE "network_site_holidays" (
    "site" BLOB NOT NULL,
    "day" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "pk_network_site_holidays" PRIMARY KEY ("site", "day"),
    CONSTRAINT "fk_network_site_holidays_site" FOREIGN KEY ("site") REFERENCES "network_sites" ("id") ON DELETE RESTRICT
);

CREATE TABLE network_calendars (
    id uuid NOT NULL,
    name text NOT NULL,
    zone text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_network_calendars PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_network_calendars_name ON network_calendars (name);

CREATE TABLE network_organisations (
    id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    is_maker boolean NOT NULL,
    is_operator boolean NOT NULL,
    is_supplier boolean NOT NULL,
    is_retailer boolean NOT NULL,
    is_insurer boolean NOT NULL,
    relation text NOT NULL,
    country text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_network_organisations PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ux_network_organisations_code ON network_organisations (code);

CREATE TABLE network_calendar_holidays (
    calendar uuid NOT NULL,
    day date NOT NULL,
    name text NOT NULL,
    CONSTRAINT pk_network_calendar_holidays PRIMARY KEY (calendar, day),
    CONSTRAINT fk_network_calendar_holidays_calendar FOREIGN KEY (calendar) REFERENCES network_calendars (id) ON DELETE RESTRICT
);

CREATE TABLE network_calendar_shifts (
    calendar uuid NOT NULL,
    day text NOT NULL,
    from_minute integer NOT NULL,
    to_minute integer NOT NULL,
    CONSTRAINT pk_network_calendar_shifts PRIMARY KEY (calendar, day, from_minute),
    CONSTRAINT fk_network_calendar_shifts_calendar FOREIGN KEY (calendar) REFERENCES network_calendars (id) ON DELETE RESTRICT
);

CREATE TABLE network_sites (
    id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    operator uuid NOT NULL,
    calendar uuid NOT NULL,
    state text,
    town text,
    postcode text,
    latitude double precision,
    longitude double precision,
    capacity integer,
    supply uuid,
    factory uuid,
    opens_on date NOT NULL,
    closes_on date,
    version integer NOT NULL,
    CONSTRAINT pk_network_sites PRIMARY KEY (id),
    CONSTRAINT fk_network_sites_calendar FOREIGN KEY (calendar) REFERENCES network_calendars (id) ON DELETE RESTRICT,
    CONSTRAINT fk_network_sites_factory FOREIGN KEY (factory) REFERENCES network_sites (id) ON DELETE RESTRICT,
    CONSTRAINT fk_network_sites_operator FOREIGN KEY (operator) REFERENCES network_organisations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_network_sites_supply FOREIGN KEY (supply) REFERENCES network_sites (id) ON DELETE RESTRICT
);

CREATE UNIQUE INDEX ux_network_sites_code ON network_sites (code);

CREATE TABLE network_tax_registrations (
    id uuid NOT NULL,
    organisation uuid NOT NULL,
    scheme text NOT NULL,
    number text NOT NULL,
    region text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT pk_network_tax_registrations PRIMARY KEY (id),
    CONSTRAINT fk_network_tax_registrations_organisation FOREIGN KEY (organisation) REFERENCES network_organisations (id) ON DELETE RESTRICT
);

CREATE UNIQUE INDEX ux_network_tax_registrations_organisation_scheme_regio_a2bb92e4 ON network_tax_registrations (organisation, scheme, region, valid_from);

CREATE TABLE network_site_holidays (
    site uuid NOT NULL,
    day date NOT NULL,
    name text NOT NULL,
    CONSTRAINT pk_network_site_holidays PRIMARY KEY (site, day),
    CONSTRAINT fk_network_site_holidays_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);

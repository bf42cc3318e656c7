CREATE TABLE access_audit (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    person uuid NOT NULL,
    kind text NOT NULL,
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    site uuid,
    CONSTRAINT pk_access_audit PRIMARY KEY (id)
);

CREATE INDEX ix_access_audit_action_at ON access_audit (action, at);

CREATE INDEX ix_access_audit_at ON access_audit (at);

CREATE INDEX ix_access_audit_person_at ON access_audit (person, at);

CREATE INDEX ix_access_audit_subject_id_at ON access_audit (subject_id, at);

CREATE TABLE access_keys (
    name text NOT NULL,
    xml text NOT NULL,
    CONSTRAINT pk_access_keys PRIMARY KEY (name)
);

CREATE TABLE access_people (
    id uuid NOT NULL,
    login text,
    name text NOT NULL,
    name_search text COLLATE "C" NOT NULL,
    email text,
    phone text,
    home_site uuid,
    language text NOT NULL,
    password_hash text,
    security_stamp text NOT NULL,
    failed_attempts integer NOT NULL,
    locked_until timestamp with time zone,
    state text NOT NULL,
    hired_at timestamp with time zone NOT NULL,
    left_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT pk_access_people PRIMARY KEY (id),
    CONSTRAINT fk_access_people_home_site FOREIGN KEY (home_site) REFERENCES network_sites (id) ON DELETE RESTRICT
);

CREATE INDEX ix_access_people_home_site ON access_people (home_site);

CREATE INDEX ix_access_people_name_search ON access_people (name_search);

CREATE UNIQUE INDEX ux_access_people_login ON access_people (login);

CREATE TABLE access_grants (
    id uuid NOT NULL,
    person uuid NOT NULL,
    role text NOT NULL,
    site uuid,
    organisation uuid,
    CONSTRAINT pk_access_grants PRIMARY KEY (id),
    CONSTRAINT fk_access_grants_organisation FOREIGN KEY (organisation) REFERENCES network_organisations (id) ON DELETE RESTRICT,
    CONSTRAINT fk_access_grants_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT,
    CONSTRAINT fk_access_grants_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);

CREATE INDEX ix_access_grants_person ON access_grants (person);

CREATE INDEX ix_access_grants_site ON access_grants (site);

CREATE TABLE access_skills (
    person uuid NOT NULL,
    text text NOT NULL,
    CONSTRAINT pk_access_skills PRIMARY KEY (person, text),
    CONSTRAINT fk_access_skills_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT
);

CREATE TABLE access_sessions (
    id uuid NOT NULL,
    person uuid NOT NULL,
    how text NOT NULL,
    stamp text NOT NULL,
    device text NOT NULL,
    address text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    proved_at timestamp with time zone,
    is_limited boolean NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT pk_access_sessions PRIMARY KEY (id),
    CONSTRAINT fk_access_sessions_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT
);

CREATE INDEX ix_access_sessions_expires_at ON access_sessions (expires_at);

CREATE INDEX ix_access_sessions_person ON access_sessions (person);

CREATE TABLE access_passkeys (
    id uuid NOT NULL,
    person uuid NOT NULL,
    name text NOT NULL,
    credential_id bytea NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    transports text NOT NULL,
    is_user_verified boolean NOT NULL,
    is_backup_eligible boolean NOT NULL,
    is_backed_up boolean NOT NULL,
    attestation bytea NOT NULL,
    client_data bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT pk_access_passkeys PRIMARY KEY (id),
    CONSTRAINT fk_access_passkeys_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT
);

CREATE INDEX ix_access_passkeys_person ON access_passkeys (person);

CREATE UNIQUE INDEX ux_access_passkeys_credential_id ON access_passkeys (credential_id);

CREATE TABLE access_authenticators (
    person uuid NOT NULL,
    sealed_key bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    last_step bigint NOT NULL,
    CONSTRAINT pk_access_authenticators PRIMARY KEY (person),
    CONSTRAINT fk_access_authenticators_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT
);

CREATE TABLE access_recovery_codes (
    id uuid NOT NULL,
    person uuid NOT NULL,
    digest bytea NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT pk_access_recovery_codes PRIMARY KEY (id),
    CONSTRAINT fk_access_recovery_codes_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT
);

CREATE INDEX ix_access_recovery_codes_person ON access_recovery_codes (person);

CREATE TABLE access_glass (
    id uuid NOT NULL,
    person uuid NOT NULL,
    role text NOT NULL,
    site uuid NOT NULL,
    reason text NOT NULL,
    began_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_by uuid,
    CONSTRAINT pk_access_glass PRIMARY KEY (id),
    CONSTRAINT fk_access_glass_ended_by FOREIGN KEY (ended_by) REFERENCES access_people (id) ON DELETE RESTRICT,
    CONSTRAINT fk_access_glass_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT,
    CONSTRAINT fk_access_glass_site FOREIGN KEY (site) REFERENCES network_sites (id) ON DELETE RESTRICT
);

CREATE INDEX ix_access_glass_person ON access_glass (person);

CREATE INDEX ix_access_glass_until ON access_glass (until);

ALTER TABLE access_people ADD second_factor_due timestamp with time zone;

ALTER TABLE access_people ADD may_break_glass boolean NOT NULL DEFAULT FALSE;

ALTER TABLE access_audit ADD glass uuid;

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
    ended_at timestamp with time zone,
    CONSTRAINT pk_access_sessions PRIMARY KEY (id),
    CONSTRAINT fk_access_sessions_person FOREIGN KEY (person) REFERENCES access_people (id) ON DELETE RESTRICT
);

CREATE INDEX ix_access_sessions_expires_at ON access_sessions (expires_at);

CREATE INDEX ix_access_sessions_person ON access_sessions (person);

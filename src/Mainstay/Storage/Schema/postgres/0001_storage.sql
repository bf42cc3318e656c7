CREATE TABLE storage_answers (
    key bytea NOT NULL,
    person uuid NOT NULL,
    request bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    status integer NOT NULL,
    answer bytea,
    CONSTRAINT pk_storage_answers PRIMARY KEY (key)
);

CREATE INDEX ix_storage_answers_at ON storage_answers (at);

CREATE TABLE storage_revisions (
    name text NOT NULL,
    stamp text NOT NULL,
    CONSTRAINT pk_storage_revisions PRIMARY KEY (name)
);

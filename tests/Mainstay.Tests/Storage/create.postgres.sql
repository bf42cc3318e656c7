CREATE TABLE storage_revisions (
    name text NOT NULL,
    stamp text NOT NULL,
    CONSTRAINT pk_storage_revisions PRIMARY KEY (name)
);

CREATE TABLE storage_fences (
    name text NOT NULL,
    number bigint NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_storage_fences PRIMARY KEY (name)
);

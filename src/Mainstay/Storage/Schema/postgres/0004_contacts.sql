CREATE TABLE contacts_customers (
    id uuid NOT NULL,
    name text NOT NULL,
    name_search text COLLATE "C" NOT NULL,
    phone text,
    email text,
    language text NOT NULL,
    place text,
    created_at timestamp with time zone NOT NULL,
    erased_at timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT pk_contacts_customers PRIMARY KEY (id)
);

CREATE INDEX ix_contacts_customers_name_search ON contacts_customers (name_search);

CREATE INDEX ix_contacts_customers_phone ON contacts_customers (phone);

-- Events that a consumer could not take, so that others need not wait for it.

CREATE TABLE messaging_set_aside (
    consumer text NOT NULL,
    event uuid NOT NULL,
    subject text NOT NULL,
    version integer NOT NULL,
    tries integer NOT NULL,
    fault text,
    next_at timestamp with time zone,
    since timestamp with time zone NOT NULL,
    CONSTRAINT pk_messaging_set_aside PRIMARY KEY (consumer, event)
);

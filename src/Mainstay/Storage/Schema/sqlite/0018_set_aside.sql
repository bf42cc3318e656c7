-- Events that a consumer could not take, so that others need not wait for it.

CREATE TABLE "messaging_set_aside" (
    "consumer" TEXT NOT NULL,
    "event" BLOB NOT NULL,
    "subject" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "tries" INTEGER NOT NULL,
    "fault" TEXT NULL,
    "next_at" INTEGER NULL,
    "since" INTEGER NOT NULL,
    CONSTRAINT "pk_messaging_set_aside" PRIMARY KEY ("consumer", "event")
);

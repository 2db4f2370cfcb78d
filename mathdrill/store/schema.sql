-- What must never be lost. Version: SCHEMA_VERSION in database.py; changes go through migrations.py.

CREATE TABLE event (              -- append-only; the nouns are described in mathdrill/domain.py
    id            TEXT NOT NULL,  -- sorts by time: see events.py
    device        TEXT NOT NULL,
    seq           INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    ts_utc_ms     INTEGER NOT NULL,
    tz_offset_min INTEGER NOT NULL,
    study_day     INTEGER NOT NULL,
    session       TEXT,
    template      TEXT,
    revision      INTEGER,
    skill         TEXT,
    seed          INTEGER,
    params        TEXT,
    verdict       TEXT,
    misconception TEXT,
    attempts      INTEGER,
    hints         INTEGER,
    revealed      INTEGER,
    ms_active     INTEGER,
    answer        TEXT,
    rating        INTEGER,
    rating_rule   INTEGER,
    review        INTEGER,
    predicted     REAL,
    algo          TEXT,
    target        TEXT,
    payload       TEXT,
    app_version   TEXT,
    interleaved   INTEGER,
    PRIMARY KEY (id),
    UNIQUE (device, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX event_of_template ON event (template) WHERE template IS NOT NULL;
CREATE INDEX event_of_skill ON event (skill) WHERE skill IS NOT NULL;
CREATE INDEX event_voided ON event (target) WHERE kind = 'void';

CREATE TRIGGER event_is_never_updated BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'the event log is append-only');
END;

CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'the event log is append-only');
END;

CREATE TABLE algorithm (          -- what the name in event.algo stands for
    algo       TEXT NOT NULL PRIMARY KEY,
    parameters TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE device (             -- this one; a copied database keeps it until it is merged
    id TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- What is on the screen: state of its own, not derived from the log.

CREATE TABLE open_session (       -- at most one of each mode
    mode    TEXT NOT NULL PRIMARY KEY,
    session TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE pending (            -- the item that an open session waits for
    mode    TEXT NOT NULL PRIMARY KEY,
    pending TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE parked (             -- put aside unrated, first on a later day
    template  TEXT NOT NULL PRIMARY KEY,
    seed      INTEGER NOT NULL,
    study_day INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a replay of the log gives again, byte for byte: these tables may be dropped at any time.

DROP TABLE IF EXISTS template_progress;
DROP TABLE IF EXISTS skill_progress;
DROP TABLE IF EXISTS gate_progress;
DROP TABLE IF EXISTS session_answer;
DROP TABLE IF EXISTS head;

CREATE TABLE template_progress (
    template   TEXT NOT NULL PRIMARY KEY,
    skill      TEXT NOT NULL,
    stability  REAL NOT NULL,
    difficulty REAL NOT NULL,
    last_day   INTEGER NOT NULL,
    reviews    INTEGER NOT NULL,
    lapses     INTEGER NOT NULL,
    answers    INTEGER NOT NULL,
    outcomes   TEXT NOT NULL,
    answer_ms  TEXT NOT NULL,
    success_ms TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE skill_progress (
    skill         TEXT NOT NULL PRIMARY KEY,
    state         TEXT NOT NULL,
    introduced    INTEGER NOT NULL,
    streak        INTEGER NOT NULL,
    practised     INTEGER NOT NULL,
    practised_day INTEGER NOT NULL,
    failures      TEXT NOT NULL,
    success_days  INTEGER NOT NULL,
    last_success  INTEGER NOT NULL,
    interleaved   INTEGER NOT NULL,
    clean_days    TEXT NOT NULL,
    presumed      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE gate_progress (
    stage INTEGER NOT NULL PRIMARY KEY,
    day   INTEGER NOT NULL,
    marks TEXT NOT NULL
) STRICT;

CREATE TABLE session_answer (
    session   TEXT NOT NULL,
    event     TEXT NOT NULL,
    template  TEXT NOT NULL,
    skill     TEXT NOT NULL,
    correct   INTEGER NOT NULL,
    ms_active INTEGER NOT NULL,
    PRIMARY KEY (session, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE head (               -- one row: where the log ends, and which fold made these tables
    fold       TEXT NOT NULL PRIMARY KEY,
    last_event TEXT NOT NULL,
    last_seq   INTEGER NOT NULL,
    last_ms    INTEGER NOT NULL,
    last_day   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

BEGIN TRANSACTION;
CREATE TABLE entries (
            seq INTEGER PRIMARY KEY,
            at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'),
            day TEXT NOT NULL CHECK (day IS date(julianday(day))),
            who TEXT NOT NULL CHECK (who <> ''),
            via TEXT NOT NULL CHECK (via <> ''),
            action TEXT NOT NULL CHECK (action <> ''),
            what TEXT NOT NULL CHECK (what <> ''),
            value TEXT NOT NULL CHECK (json_type(value) = 'array'),
            why TEXT NOT NULL,
            words TEXT NOT NULL,
            meeting TEXT NOT NULL,
            series TEXT NOT NULL,
            met TEXT CHECK (met IS date(julianday(met))),
            owners TEXT NOT NULL CHECK (json_type(owners) = 'array'),
            due TEXT CHECK (due IS date(julianday(due))),
            beside TEXT NOT NULL CHECK (json_type(beside) = 'array'),
            other TEXT CHECK (json_type(other) = 'object')
        ) STRICT;
INSERT INTO "entries" VALUES(1,'2024-05-10T12:00:00.000000+00:00','2024-05-10','A. Smith','command line','A-LETTER','close','[]','told so','CC to write to the PCC','board-2024-03-10','board','2024-03-10','["CC"]','2024-04-10','[]',NULL);
INSERT INTO "entries" VALUES(2,'2024-05-10T12:00:00.000000+00:00','2024-05-10','U024BE7LH','Slack','A-LETTER','reassign','["CC","Ann Roe"]','told so','CC to write to the PCC','board-2024-03-10','board','2024-03-10','["CC"]','2024-04-10','["A-LETTERS"]',NULL);
INSERT INTO "entries" VALUES(3,'2024-05-10T12:00:00.000000+00:00','2024-05-10','A. Smith','command line','A-LETTER','link','["A-PLAN"]','told so','CC to write to the PCC','board-2024-03-10','board','2024-03-10','["CC"]','2024-04-10','[]','{"action":"A-PLAN","words":"CC to share the plan","meeting":"board-2024-03-10","series":"board","met":"2024-03-10","owners":["CC"],"due":null,"beside":[]}');
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'an entry of the ledger is never changed or deleted'); END;
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'an entry of the ledger is never changed or deleted'); END;
CREATE TRIGGER entries_at_the_end BEFORE INSERT ON entries WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entries) BEGIN SELECT RAISE(ABORT, 'an entry goes at the end of the ledger'); END;
COMMIT;
PRAGMA user_version = 1;

import GRDB

/// The schema of the embedded store, as named steps that are never changed once released.
enum SQLiteSchema {
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("feedback") { database in
            try database.execute(sql: feedback)
        }
        return migrator
    }()

    private static let feedback = """
        CREATE TABLE feedback (
            id TEXT PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
            received_at TEXT NOT NULL,
            policy TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version >= 1),
            source TEXT NOT NULL CHECK (source IN ('customer', 'staff', 'partner')),
            kind TEXT NOT NULL
                CHECK (kind IN ('rating', 'comment', 'suggestion', 'got_in_the_way', 'survey')),
            rating INTEGER CHECK (rating BETWEEN 1 AND 5),
            comment TEXT,
            locale TEXT,
            decision_id TEXT
        ) STRICT;
        CREATE INDEX feedback_by_policy ON feedback (policy, received_at);
        CREATE TABLE feedback_answer (
            feedback_id TEXT NOT NULL REFERENCES feedback (id),
            position INTEGER NOT NULL CHECK (position >= 0),
            question TEXT NOT NULL,
            answer TEXT NOT NULL,
            PRIMARY KEY (feedback_id, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE idempotency (
            caller TEXT NOT NULL,
            key TEXT NOT NULL,
            content BLOB NOT NULL,
            status INTEGER NOT NULL,
            location TEXT NOT NULL,
            body BLOB NOT NULL,
            created_at INTEGER NOT NULL,
            PRIMARY KEY (caller, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX idempotency_by_age ON idempotency (created_at);
        """
}

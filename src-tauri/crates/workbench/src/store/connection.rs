//! How a connection to a project file is set up, the same for every one.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::StoreError;

/// Marks a file as a Neurosieve project: "NSIV".
pub const APPLICATION_ID: i32 = 0x4E53_4956;
/// Large pages: features are read in stretches of megabytes (measured 0.9, 1.7 and 3.1 GB/s at 4, 16 and 64 KiB).
const PAGE_BYTES: u32 = 65_536;
/// Older ones can damage a file that two connections use in WAL mode.
const LEAST_SQLITE: i32 = 3_051_003;

/// Refuses a SQLite that is known to damage files.
pub fn check_library() -> Result<(), StoreError> {
    if rusqlite::version_number() < LEAST_SQLITE {
        return Err(StoreError::OldSqlite(rusqlite::version()));
    }
    Ok(())
}

/// The version of SQLite in use.
pub fn library_version() -> &'static str {
    rusqlite::version()
}

/// Pages that the writing connection keeps, in MiB: an import turns over the search's pages again and again.
const WRITER_MIB: i64 = 64;
/// Pages that each reading connection keeps, in MiB; what it drops is mostly still in the system's own cache.
const READER_MIB: i64 = 8;

/// A connection that writes. `fresh` sets what can only be chosen for an empty file.
pub fn writing(path: &Path, fresh: bool) -> Result<Connection, StoreError> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if fresh {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let connection = Connection::open_with_flags(path, flags)?;
    if fresh {
        connection.pragma_update(None, "page_size", PAGE_BYTES)?;
        connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    set_up(&connection, WRITER_MIB)?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", 512)?;
    Ok(connection)
}

/// A connection that reads. `untouched` where nothing may be made beside the file and nobody writes to it.
pub fn reading(path: &Path, untouched: bool) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = if untouched {
        Connection::open_with_flags(immutable(path), flags | OpenFlags::SQLITE_OPEN_URI)?
    } else {
        Connection::open_with_flags(path, flags)?
    };
    set_up(&connection, READER_MIB)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// From now on the `-wal` stays when this connection is closed, until the journal mode is changed.
pub fn keep_wal(connection: &Connection) -> Result<(), StoreError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    Ok(())
}

/// The address by which SQLite reads a file without locks and without a WAL.
fn immutable(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let spelled = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let root = if spelled.starts_with('/') { "" } else { "/" };
    let absolute = Path::new(&path).is_absolute();
    format!("file:{}{spelled}?immutable=1", if absolute { root } else { "" })
}

fn set_up(connection: &Connection, cache_mib: i64) -> Result<(), StoreError> {
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "cache_size", -cache_mib * 1024)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

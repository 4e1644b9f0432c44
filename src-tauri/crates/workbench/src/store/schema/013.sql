-- Maps of the pool: where each document lies in the plane, and the groups that were found there. The lists are blobs of
-- numbers in the order of `rows`; a map is named by a digest of all it was made of, so that the same is not made twice.
CREATE TABLE map (
    map INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    made_ms INTEGER NOT NULL,
    facts TEXT NOT NULL,
    rows BLOB NOT NULL,
    points BLOB NOT NULL,
    groups BLOB NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
-- A map in the making, as far as it was when it was last written down; one a kind.
CREATE TABLE map_making (
    kind TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    state BLOB NOT NULL
) STRICT;

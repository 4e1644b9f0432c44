//! The ways in which a hub answers when a file's bytes are asked for.

/// One way. All but [`Mode::Ok`], [`Mode::Slow`] and [`Mode::Elsewhere`] are faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// As it should be.
    Ok,
    /// Sends half of what is left, then hangs up: on the first so many requests.
    Cut(usize),
    /// Sends a single byte, then nothing more.
    Stall,
    /// Takes the request and never answers.
    Silent,
    /// So many bytes a second.
    Slow(usize),
    /// This status for every GET of bytes, though HEAD is fine.
    Status(u16),
    /// "429, try again in 0 s" for the first two requests.
    BusyTwice,
    /// Other bytes of the right length.
    WrongBytes,
    /// One bit of the file is wrong, once.
    WrongBitOnce,
    /// After half of the file the hub has another one under its name.
    Changes,
    /// Sends everything whatever the Range says; the first request is cut.
    IgnoresRange,
    /// Sends a part from another place than was asked for.
    WrongRange,
    /// Sends a part without `Content-Range`.
    NamelessRange,
    /// Announces and sends half of the file as if it were all.
    ShortBody,
    /// Announces and sends more than the file has.
    LongBody,
    /// Answers 302 to another host name of this computer.
    Elsewhere,
    /// Answers 302 to itself, without end.
    Loop,
    /// Answers 302 to a file of this computer.
    LeadsToFile,
    /// Lists a file whose name leads out of the cache.
    HostilePaths,
    /// An `ETag` that leads out of the cache.
    HostileEtag,
    /// A commit that leads out of the cache.
    HostileCommit,
    /// 401 for HEAD and GET.
    Gated,
    /// A page of words, with 200.
    ErrorPage,
    /// Names no digest.
    NoEtag,
    /// Sends in chunks, without a length.
    Chunked,
    /// Breaks off with a reset in the middle of its answer's head, on the first two requests.
    ResetTwice,
    /// Promises more bytes than any disk has.
    Petabyte,
}

impl Mode {
    /// Every way, with what it does in words.
    pub const ALL: [(Self, &str); 34] = [
        (Self::Ok, "answers as it should"),
        (Self::Cut(3), "hangs up halfway, three times"),
        (Self::Cut(usize::MAX), "hangs up halfway, every time"),
        (Self::Stall, "sends one byte, then nothing"),
        (Self::Silent, "takes the request and never answers"),
        (Self::Slow(1_000_000), "sends slowly"),
        (Self::Status(401), "401 for the bytes alone"),
        (Self::Status(403), "403 for the bytes alone"),
        (Self::Status(404), "404 for the bytes alone"),
        (Self::Status(416), "416 for the bytes alone"),
        (Self::Status(429), "429 for the bytes, every time"),
        (Self::BusyTwice, "429 twice, then the bytes"),
        (Self::Status(500), "500 for the bytes, every time"),
        (Self::Status(503), "503 for the bytes, every time"),
        (Self::WrongBytes, "other bytes of the right length"),
        (Self::WrongBitOnce, "one wrong bit"),
        (Self::Changes, "another file under the name, midway"),
        (Self::IgnoresRange, "sends everything whatever is asked"),
        (Self::WrongRange, "sends a part from another place"),
        (Self::NamelessRange, "sends a part without saying which"),
        (Self::ShortBody, "half of the file as if it were all"),
        (Self::LongBody, "more than the file has"),
        (Self::Elsewhere, "leads on to another host"),
        (Self::Loop, "leads on to itself without end"),
        (Self::LeadsToFile, "leads on to a file of this computer"),
        (Self::HostilePaths, "lists a name that leads out of the cache"),
        (Self::HostileEtag, "an ETag that leads out of the cache"),
        (Self::HostileCommit, "a commit that leads out of the cache"),
        (Self::Gated, "wants its terms accepted first"),
        (Self::ErrorPage, "an error page with 200"),
        (Self::NoEtag, "names no digest"),
        (Self::Chunked, "sends in chunks without a length"),
        (Self::ResetTwice, "a reset in the middle of the head, twice"),
        (Self::Petabyte, "promises more than any disk has"),
    ];
}

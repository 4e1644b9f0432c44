//! A damaged file as pages, read by themselves: SQLite gives up at the first page that it cannot follow, and one flipped
//! bit in a page that points at others hides all of them.
//!
//! Which table a page belongs to is known twice: pages point down at their children, and the file's own map of pages
//! (SQLite's "pointer map", there because our files give space back) points up at parents. A page is read when one of
//! the two leads to a table. The numbers are those of the file format's description, sections 1.3 to 1.8.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// Every project has pages of this size; what the damaged header says is not asked.
pub const PAGE: usize = 65_536;
/// Entries of five bytes that fit into one page of the map, and the page itself.
const MAPPED: u32 = (PAGE / 5) as u32 + 1;
/// The page that holds the byte at 1 GiB is never used: locks stand there.
const LOCKS: u32 = (1 << 30) / PAGE as u32 + 1;
/// Deeper trees than any file can have; stops a circle.
const DEEPEST: usize = 20;

/// What a page of a tree holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// Rows of a table with row numbers.
    TableLeaf,
    /// Only children.
    TableInner,
    /// Rows of a table without row numbers.
    IndexLeaf,
    /// Rows of such a table, and children.
    IndexInner,
}

/// The damaged file.
pub struct Pages {
    file: File,
    /// Whole pages that are there.
    pub count: u32,
}

impl Pages {
    /// A file whose last page may be cut.
    pub fn of(file: File) -> std::io::Result<Self> {
        let count = file.metadata()?.len() / PAGE as u64;
        Ok(Self { file, count: u32::try_from(count).unwrap_or(u32::MAX) })
    }

    /// One page, from 1; none beyond the end or where the disk does not give it.
    pub fn page(&mut self, number: u32) -> Option<Vec<u8>> {
        if number == 0 || number > self.count {
            return None;
        }
        let mut page = vec![0; PAGE];
        self.file.seek(SeekFrom::Start(u64::from(number - 1) * PAGE as u64)).ok()?;
        self.file.read_exact(&mut page).ok()?;
        Some(page)
    }

    /// The tables' pages: for each page that belongs to one of these roots, the root.
    pub fn owners(&mut self, roots: &[u32]) -> HashMap<u32, u32> {
        let mut owners: HashMap<u32, u32> = roots.iter().map(|&root| (root, root)).collect();
        for &root in roots {
            self.own_below(root, root, 0, &mut owners);
        }
        let parents = self.parents();
        for page in 2..=self.count {
            let mut place = page;
            for _ in 0..DEEPEST {
                if let Some(&root) = owners.get(&place) {
                    owners.insert(page, root);
                    break;
                }
                let Some(&parent) = parents.get(&place) else { break };
                place = parent;
            }
        }
        owners
    }

    fn own_below(&mut self, page: u32, root: u32, depth: usize, owners: &mut HashMap<u32, u32>) {
        let Some(bytes) = self.page(page).filter(|_| depth < DEEPEST) else { return };
        for child in children(&bytes, page) {
            if child > 1 && child <= self.count && !owners.contains_key(&child) {
                owners.insert(child, root);
                self.own_below(child, root, depth + 1, owners);
            }
        }
    }

    /// Parents of pages that are inside a tree, as the map of pages says.
    fn parents(&mut self) -> HashMap<u32, u32> {
        const INSIDE: u8 = 5;
        let mut parents = HashMap::new();
        for map in (2..=self.count).step_by(MAPPED as usize) {
            let map = if map == LOCKS { map + 1 } else { map };
            let Some(entries) = self.page(map) else { continue };
            for (at, entry) in entries.as_chunks::<5>().0.iter().enumerate() {
                if entry[0] == INSIDE {
                    parents.insert(map + 1 + at as u32, u32::from_be_bytes([entry[1], entry[2], entry[3], entry[4]]));
                }
            }
        }
        parents
    }
}

/// Where a page's own header begins: the file's stands before that of page 1.
pub const fn header_at(number: u32) -> usize {
    if number == 1 { 100 } else { 0 }
}

/// What a page says it is; none for any other page.
pub fn kind(page: &[u8], number: u32) -> Option<PageKind> {
    match page[header_at(number)] {
        0x0D => Some(PageKind::TableLeaf),
        0x05 => Some(PageKind::TableInner),
        0x0A => Some(PageKind::IndexLeaf),
        0x02 => Some(PageKind::IndexInner),
        _ => None,
    }
}

/// Where a page's cells begin.
pub fn cells(page: &[u8], number: u32) -> Vec<usize> {
    let Some(kind) = kind(page, number) else { return Vec::new() };
    let header = header_at(number);
    let inner = matches!(kind, PageKind::TableInner | PageKind::IndexInner);
    let count = usize::from(u16::from_be_bytes([page[header + 3], page[header + 4]]));
    let list = page.get(header + if inner { 12 } else { 8 }..).unwrap_or_default();
    let places = list.as_chunks::<2>().0.iter().take(count).map(|place| usize::from(u16::from_be_bytes(*place)));
    places.filter(|&place| place > header).collect()
}

fn children(page: &[u8], number: u32) -> Vec<u32> {
    if !matches!(kind(page, number), Some(PageKind::TableInner | PageKind::IndexInner)) {
        return Vec::new();
    }
    let at = |place: usize| page.get(place..place + 4).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes);
    let last = at(header_at(number) + 8);
    cells(page, number).into_iter().map(at).chain([last]).flatten().collect()
}

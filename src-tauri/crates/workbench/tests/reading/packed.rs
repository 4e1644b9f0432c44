//! Packed and otherwise written files.

use workbench::formats::{Encoding, Limits, Notice, ReadOptions, Reason};

use crate::outcome::{folder, gzip, import, import_bytes, import_bytes_with, lines};

fn rows(n: usize) -> Vec<u8> {
    let row = |i| format!("{{\"id\": \"{i}\", \"text\": \"row {i} {:x}\"}}", i * 7_919 % 10_007);
    lines((0..n).map(row)).into_bytes()
}

#[test]
fn gzip_is_known_by_its_first_bytes_whatever_the_name_says() {
    let all = import_bytes("a.jsonl", &gzip(&rows(50)));
    assert_eq!((all.documents.len(), &all.notices[..]), (50, &[Notice::Compressed][..]));
    let all = import_bytes("a.jsonl.gz", &rows(50));
    assert_eq!((all.documents.len(), &all.notices[..]), (50, &[Notice::NotCompressed][..]));
}

#[test]
fn all_members_are_read_and_what_follows_them_is_said() {
    let two = [gzip(&rows(3)), gzip(&rows(2))].concat();
    assert_eq!(import_bytes("a.jsonl.gz", &two).documents.len(), 5);
    for garbage in [&b"garbage"[..], &[0; 64], &[0x1F, 0x00, 0x07]] {
        let all = import_bytes("a.jsonl.gz", &[&two, garbage].concat());
        assert_eq!(all.documents.len(), 5);
        assert!(all.error.is_none());
        assert_eq!(all.notices, [Notice::TrailingGarbage]);
    }
}

#[test]
fn a_file_cut_short_keeps_its_rows_and_says_so() {
    let whole = gzip(&rows(20_000));
    let all = import_bytes("a.jsonl.gz", &whole[..whole.len() / 2]);
    assert!(all.documents.len() > 1_000);
    assert_eq!(all.aside.last().unwrap().2, Reason::CutShort);
    assert!(all.complaint().contains("cut short"), "{}", all.complaint());
    let tiny = gzip(&rows(3));
    assert!(import_bytes("a.jsonl.gz", &tiny[..12]).complaint().contains("cut short"));
}

#[test]
fn a_flipped_bit_is_named_as_damage() {
    let mut packed = gzip(&rows(2_000));
    let middle = packed.len() / 2;
    packed[middle] ^= 0x10;
    let all = import_bytes("a.jsonl.gz", &packed);
    assert!(all.error.is_some());
}

#[test]
fn a_file_that_unpacks_to_far_too_much_is_refused() {
    let limits = Limits { expansion_floor: 1 << 20, ..Limits::default() };
    let bomb = gzip("{\"text\": \"x\"}\n".repeat(1 << 20).as_bytes());
    let all = import_bytes_with("a.jsonl.gz", &bomb, ReadOptions { limits, ..ReadOptions::default() });
    assert!(all.complaint().contains("over 200 to 1"), "{}", all.complaint());
    assert!(all.error.unwrap().is_refusal());
}

#[test]
fn utf16_is_decoded_where_its_mark_says_so() {
    let text = "{\"id\": \"1\", \"text\": \"wörld 世界 \u{1F600}\"}\n".repeat(3_000);
    let little: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    for (bytes, encoding) in [(little, Encoding::Utf16Le), (big, Encoding::Utf16Be)] {
        for bytes in [bytes.clone(), gzip(&bytes)] {
            let all = import_bytes("a.jsonl", &bytes);
            assert_eq!(all.documents.len(), 3_000);
            assert_eq!(all.documents[2_999].text, "wörld 世界 \u{1F600}");
            assert!(all.notices.contains(&Notice::Decoded { encoding }));
        }
    }
}

#[test]
fn an_old_encoding_is_reported_and_read_once_it_is_chosen() {
    let bytes = b"id,text\n1,caf\xE9 na\xEFve\n2,se\xF1or\n";
    let all = import_bytes("a.csv", bytes);
    assert_eq!((all.documents.len(), all.aside.len()), (0, 2));
    assert_eq!(all.notices, [Notice::MaybeLatin1]);
    let chosen = ReadOptions { encoding: Some(Encoding::Windows1252), ..ReadOptions::default() };
    assert_eq!(import_bytes_with("a.csv", bytes, chosen).texts(), ["café naïve", "señor"]);
}

#[test]
fn a_folder_is_read_whole_and_what_is_left_out_is_named() {
    let folder = folder();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    };
    write("a.jsonl", b"{\"id\": \"j\", \"text\": \"json\"}\n");
    write("b.csv", b"id,text\nc,csv\n");
    write("sub/c.txt", b"a text file");
    write("sub/d.jsonl.gz", &gzip(b"{\"id\": \"g\", \"text\": \"packed\"}\n"));
    write("e.parquet", b"PAR1 is not enough");
    write(".hidden.jsonl", b"{\"text\": \"hidden\"}");
    write("f.pdf", b"%PDF-1.4");
    write("g.csv", b"1,a row of data\n");
    let all = import(folder.path());
    assert_eq!(all.texts(), ["json", "csv", "a text file", "packed"]);
    assert_eq!(all.ids(), ["j", "c", "sub/c.txt", "g"]);
    assert_eq!(all.aside[0].2.to_string(), "the row has no \"text\"");
    let said: Vec<String> = all.notices.iter().map(ToString::to_string).collect();
    assert!(said.contains(&"\".hidden.jsonl\" was left out: hidden".to_owned()));
    assert!(said.contains(&"\"f.pdf\" was left out: unknown format".to_owned()));
    assert!(said.iter().any(|s| s.starts_with("\"e.parquet\" could not be read to its end")));
    assert!(said.iter().any(|s| s.starts_with("\"g.csv\": the first row looks like data")));
    assert!(all.error.is_none());
}

#[test]
fn a_file_with_nothing_in_it_says_so() {
    for name in ["a.jsonl", "a.json", "a.csv", "a.tsv"] {
        assert_eq!(import_bytes(name, b" \n\t\n").complaint(), "the file holds no rows");
    }
}

"""Writes the seed corpus: small sound files and the lies known so far, one folder a target. Needs numpy and pyarrow."""

import gzip
import io
import json
import struct
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

CORPUS = Path(__file__).parent / "corpus"


def put(target, name, data):
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())


def text(value):
    return struct.pack("<Q", len(value)) + value.encode()


def gguf(entries, tensors, data=b"", version=3):
    head = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(entries))
    for key, kind, value in entries:
        head += text(key) + struct.pack("<I", kind) + value
    for name, dims, kind, offset in tensors:
        head += text(name) + struct.pack("<I", len(dims)) + b"".join(struct.pack("<Q", d) for d in dims)
        head += struct.pack("<IQ", kind, offset)
    return head + b"\0" * (-len(head) % 32) + data


def texts(values):
    return struct.pack("<IQ", 8, len(values)) + b"".join(text(v) for v in values)


def word(value):
    return struct.pack("<I", value)


LLAMA = [
    ("general.architecture", 8, text("llama")),
    ("llama.block_count", 4, word(1)),
    ("llama.embedding_length", 4, word(8)),
    ("llama.feed_forward_length", 4, word(16)),
    ("llama.context_length", 4, word(32)),
    ("llama.attention.head_count", 4, word(2)),
    ("llama.attention.layer_norm_rms_epsilon", 6, struct.pack("<f", 1e-5)),
    ("tokenizer.ggml.model", 8, text("gpt2")),
    ("tokenizer.ggml.pre", 8, text("smollm")),
    ("tokenizer.ggml.tokens", 9, texts(["a", "b", "ab", "<|a|>"])),
    ("tokenizer.ggml.merges", 9, texts(["a b"])),
    ("tokenizer.ggml.token_type", 9, struct.pack("<IQ", 5, 4) + b"".join(map(word, [1, 1, 1, 3]))),
]
EMBEDDING = [("token_embd.weight", [8, 4], 0, 0)]
put("gguf", "llama", gguf(LLAMA, EMBEDDING, b"\0" * 128))
put("gguf", "bare", gguf([], []))
put("gguf", "alignment-0", gguf([("general.alignment", 4, word(0))], EMBEDDING, b"\0" * 128))
put("gguf", "product-overflows", gguf([], [("a", [1 << 40, 1 << 40], 0, 0)], b"\0" * 64))
put("gguf", "array-of-2-to-60", gguf([("a", 9, struct.pack("<IQ", 8, 1 << 60))], []))
put("gguf", "overlap", gguf([], [("a", [32], 0, 0), ("b", [32], 0, 64)], b"\0" * 256))


def safetensors(tensors):
    header, data = {}, b""
    for name, array in tensors.items():
        raw = array.astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    head = json.dumps(header).encode()
    return struct.pack("<Q", len(head)) + head + data


put("safetensors", "two", safetensors({"model.embed_tokens.weight": np.ones((4, 8)), "model.norm.weight": np.ones(8)}))
put("safetensors", "empty", struct.pack("<Q", 2) + b"{}")
put("safetensors", "header-of-2-to-40", struct.pack("<Q", 1 << 40) + b"{}")
put("safetensors", "shape-overflows", struct.pack("<Q", 75) + b'{"a":{"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,16]}}' + b"\0" * 16)
put("safetensors", "nested", struct.pack("<Q", 5000) + b"[" * 5000)

CONFIG = {
    "hidden_size": 8, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2,
    "num_key_value_heads": 1, "vocab_size": 16, "rms_norm_eps": 1e-5, "max_position_embeddings": 32,
    "tie_word_embeddings": True, "hidden_act": "silu", "rope_theta": 10000.0,
}
for kind in ["llama", "qwen2", "qwen3", "mistral", "smollm3", "gemma3_text"]:
    put("settings", kind, json.dumps({"model_type": kind, **CONFIG}))
put("settings", "bert", json.dumps({"model_type": "bert", "max_position_embeddings": 32, "hidden_size": 8, **CONFIG}))
put("settings", "all-zero", json.dumps({"model_type": "llama", **{key: 0 for key in CONFIG}}))
put("settings", "far-too-large", json.dumps({"model_type": "llama", **{key: 1 << 62 for key in CONFIG}}))
put("settings", "nested", '{"model_type":' + "[" * 5000)


def tokenizer(normalizer=None, pre=None, model=None, added=()):
    model = model or {"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": ["a b"]}
    return json.dumps({"version": "1.0", "added_tokens": list(added), "normalizer": normalizer, "pre_tokenizer": pre, "model": model})


ADDED = {"id": 3, "content": "<|a|>", "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
DOUBLE = {"type": "Replace", "pattern": {"String": "a"}, "content": "aa"}
put("tokenizer", "bpe", tokenizer(added=[ADDED], pre={"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}))
put("tokenizer", "bert", tokenizer(
    {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": True},
    {"type": "BertPreTokenizer"},
    {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100, "vocab": {"[UNK]": 0, "a": 1}},
))
put("tokenizer", "unigram", tokenizer(
    {"type": "Sequence", "normalizers": [{"type": "NFKC"}, {"type": "Prepend", "prepend": "_"}]},
    {"type": "Metaspace", "replacement": "_", "prepend_scheme": "always", "split": True},
    {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0.0], ["a", -1.0]], "byte_fallback": False},
))
put("tokenizer", "sixty-doublings", tokenizer({"type": "Sequence", "normalizers": [DOUBLE] * 60}))
# Found by the engine: the library goes by the fields where the type is none.
put("tokenizer", "misspelt-sequence", tokenizer({"type": "eSuqence", "normalizers": [DOUBLE] * 60}))
put("tokenizer", "split", tokenizer(pre={"type": "Split", "pattern": {"Regex": "(?i:'s|'t)|\\p{N}{1,3}|\\s+(?!\\S)"}, "behavior": "Isolated", "invert": False}))
put("tokenizer", "nested-quantifiers", tokenizer(pre={"type": "Split", "pattern": {"Regex": "(a*)*b"}, "behavior": "Isolated", "invert": False}))
put("tokenizer", "highest-id", tokenizer(model={"type": "BPE", "vocab": {"a": 4294967295}, "merges": []}))

SAE = {"encoder.weight": np.ones((16, 8)), "encoder.bias": np.ones(16), "b_dec": np.ones(8), "W_dec": np.ones((16, 8))}
LENS = {"W_enc": np.ones((8, 16)), "b_enc": np.ones(16), "b_dec": np.ones(8), "W_dec": np.ones((16, 8)), "threshold": np.ones(16)}
put("autoencoder", "sparsify", b'{"d_in":8,"num_latents":16,"k":4}\0' + safetensors(SAE))
put("autoencoder", "saelens", json.dumps({"d_in": 8, "d_sae": 16, "architecture": "jumprelu", "hook_name": "blocks.0.hook_resid_post"}).encode() + b"\0" + safetensors(LENS))
put("autoencoder", "factor", b'{"d_in":16777216,"expansion_factor":16777216,"k":1}\0' + safetensors({}))

ROW = '{"id":"1","text":"tea \\u00e9","n":[1,{"a":null}]}'
put("rows", "jsonl", "\0" + ROW + "\n" + ROW + "\r\n\n{\"text\": cut")
put("rows", "json-list", "\1[" + ROW + ",\n" + ROW + "]")
put("rows", "json-wrapped", "\1{\"data\":[" + ROW + "],\"more\":{}}")
put("rows", "json-objects", "\1{\"a\":" + ROW + ",\"b\":" + ROW + "}")
put("rows", "chat", "\0" + '{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"text","text":"b"}]}]}')
put("rows", "csv", '\2id,text\r\n1,"a ""b""\nc"\n2,caf\u00e9,too many\n3\n')
put("rows", "csv-cr", "\2id,text\r1,a\r2,b\r")
put("rows", "tsv", "\3id\ttext\n1\ta\n")
put("rows", "txt", "\4a\0b")
put("rows", "utf16", b"\0" + "\ufeff".encode("utf-16-le") + (ROW + "\n").encode("utf-16-le"))
put("rows", "latin1", b"\2id,text\n1,caf\xe9\n")
put("rows", "half-a-pair", '\0{"text":"\\ud800"}\n')
put("rows", "nested", '\0{"text":' + "[" * 2000 + "]" * 2000 + "}")


def packed(data):
    return gzip.compress(data, mtime=0)


ROWS = (ROW + "\n").encode() * 5
put("packed", "one", packed(ROWS))
put("packed", "two-members", packed(ROWS) + packed(ROWS))
put("packed", "garbage-behind", packed(ROWS) + b"\x1f\0garbage")
put("packed", "cut", packed(ROWS)[:20])
put("packed", "bomb", packed(b"0" * (4 << 20)))
put("packed", "twice", packed(packed(ROWS)))


def parquet(table, **how):
    sink = io.BytesIO()
    pq.write_table(table, sink, **how)
    return sink.getvalue()


TABLE = pa.table({"id": [1, 2, 3], "text": ["a", None, "c" * 40]})
put("parquet", "plain", parquet(TABLE, compression="none"))
put("parquet", "snappy", parquet(TABLE, compression="snappy", row_group_size=1))
put("parquet", "types", parquet(pa.table({"text": pa.array(["a", "a", "b"]).dictionary_encode(), "l": [[1], [], None], "s": [{"x": 1.5}] * 3, "b": [b"\xff", b"", b"z"]}), compression="zstd"))
put("parquet", "vectors", parquet(pa.table({"v": pa.array([[1.0, 2.0], [3.0, 4.0]], pa.list_(pa.float32()))}), compression="gzip"))
put("parquet", "bomb", parquet(pa.table({"text": ["x" * 200_000] * 20}), compression="zstd", use_dictionary=False))
put("parquet", "no-rows", parquet(TABLE.slice(0, 0)))


def npy(array):
    sink = io.BytesIO()
    np.save(sink, array)
    return sink.getvalue()


put("vectors", "f4", npy(np.ones((3, 2), "<f4")))
put("vectors", "f8", npy(np.ones((2, 2), "<f8")))
put("vectors", "fortran", npy(np.asfortranarray(np.arange(6.0).reshape(2, 3))))
put("vectors", "far-too-many", b"\x93NUMPY\x01\0" + struct.pack("<H", 70) + b"{'descr': '<f4', 'fortran_order': False, 'shape': (1152921504606846976,4)}".ljust(70)[:70])
put("vectors", "features", '{"docid":"a","num_layers":1,"top_k":2,"fwd_up_feature":{"layer_topk_value_index":[3,1]}}\n{"docid":"b","fwd_up_feature":{"layer_topk_value_index":[]}}\n')

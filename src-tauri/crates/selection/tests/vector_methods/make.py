"""Worked out with numpy, apart from the Rust code: `python make.py > expected.json`. Formulas as the methods' papers have them."""
import json
import numpy as np

rng = np.random.default_rng(7)
N, M, W, L, K = 40, 5, 12, 3, 4
grid = lambda *s: np.round(rng.normal(0.5, 1.0, s) * 64) / 64  # exact in f32
pool, examples = grid(N, W), grid(M, W)
unit = lambda x: x / np.linalg.norm(x, axis=-1, keepdims=True)
cos = unit(pool) @ unit(examples).T
mean, sd = pool.mean(0), pool.std(0)
z, ze = (pool - mean) / sd, (examples - mean) / sd
zcos = unit(z) @ unit(ze).T
out = {"width": W, "layers": L, "pool": pool.ravel().tolist(), "examples": examples.ravel().tolist(), "scores": {}, "orders": {}}
S = out["scores"]
S["max"], S["mean"] = cos.max(1), cos.mean(1)
S["prototype"] = unit(pool) @ unit(examples.mean(0))
S["max_centred"] = zcos.max(1)
S["prototype_centred"] = unit(z) @ unit(ze.mean(0))
p, g = np.maximum(pool, 0), np.maximum(examples, 0).mean(0)
S["jaccard"] = np.minimum(p, g).sum(1) / np.maximum(p, g).sum(1)
S["euclid"] = -np.linalg.norm(pool - examples.mean(0), axis=1)
def along(pool, examples, middle):
    sums = np.zeros(N)
    for l in range(L):
        part = slice(l * W // L, (l + 1) * W // L)
        e = examples[:, part]
        v = np.linalg.svd(e - middle(e))[2][0]
        sums += pool[:, part] @ (v if e.mean(0) @ v > 0 else -v)
    return sums
S["nait"] = along(pool, examples, lambda e: e.mean(0))
S["nait_centred"] = along(z, ze, lambda e: 0)
ranks = 1 + (cos[None, :, :] > cos[:, None, :]).sum(1)
S["best_rank"], S["mean_log_rank"] = (1 / ranks).max(1), np.log2(1 / ranks).mean(1)

relevance = cos.max(1)
by_relevance = sorted(range(N), key=lambda d: -relevance[d])
def whole(picks):
    return picks + [d for d in by_relevance if d not in picks]
turns, example = [], 0
while len(turns) < 13:
    turns.append(max((d for d in range(N) if d not in turns), key=lambda d: cos[d, example]))
    example = (example + 1) % M
out["orders"]["round_robin"] = whole(turns)
both = unit(pool) @ unit(pool).T
far = [by_relevance[0]]
while len(far) < 13:
    far.append(min((d for d in range(N) if d not in far), key=lambda d: both[d, far].max()))
out["orders"]["k_center"] = whole(far)
like, rel, picked = (1 + both) / 2, (1 + relevance) / 2, []
floor = like.min(1)
while len(picked) < 13:
    def worth(d):
        s = picked + [d]
        return 0.5 * np.maximum(floor, like[:, s].max(1)).mean() + 0.5 * rel[s].sum() / 13
    picked.append(max((d for d in range(N) if d not in picked), key=worth))
out["orders"]["facility"] = whole(picked)

features = [[sorted(rng.choice(10, K, replace=False, p=np.arange(10, 0, -1) / 55).tolist()) for _ in range(L)] for _ in range(N + M)]
fp, fe = features[:N], features[N:]
has = lambda docs: np.array([[[k in doc[l] for k in range(10)] for l in range(L)] for doc in docs], float)
fire, goal = has(fp), has(fe).mean(0)
share = fire.mean(0)
for name, w in {"rarity": goal * np.maximum(0, np.log(1 / (share + 0.001))), "contrast": goal - share}.items():
    most = np.maximum(np.sort(w, 1)[:, ::-1][:, :K], 0).sum(1).mean()
    S[name] = (fire * w).sum(2).mean(1) / most
out["top_k"], out["pool_features"], out["example_features"] = K, np.ravel(fp).tolist(), np.ravel(fe).tolist()
out["scores"] = {k: [float(x) for x in v] for k, v in S.items()}
print(json.dumps(out))

# Fixtures of the autoencoder tests: small random autoencoders in the published formats, and what their published
# formulas give in numpy (f64). Written once with numpy 2 and safetensors; seed 11.
import json, numpy as np, os, sys
from safetensors.numpy import save_file
out=sys.argv[1]
r=np.random.default_rng(11); d,n,T=8,24,7
X=r.normal(size=(T,d)).astype(np.float32)*2
f=lambda *s: r.normal(size=s).astype(np.float32)
def put(folder,cfg,weights,name):
    os.makedirs(f'{out}/{folder}',exist_ok=True)
    json.dump(cfg,open(f'{out}/{folder}/cfg.json','w'),indent=1)
    save_file(weights,f'{out}/{folder}/{name}')
def topk(a,k,key=None):
    key=a if key is None else key
    z=np.zeros_like(a)
    for t in range(len(a)):
        o=np.lexsort((np.arange(a.shape[1]),-key[t]))[:k]   # ties to the lower latent
        z[t,o]=a[t,o]
    return z
expected={}
def keep(name,z): expected[name]={"tokens":[[[int(i),float(v)] for i,v in enumerate(row) if v!=0] for row in z],"mean":[[int(i),float(v)] for i,v in enumerate(z.mean(0)) if v!=0]}
D=np.float64
# sparsify
W,b,Wd,bd=f(n,d),f(n)*.3,f(n,d),f(d)
W[5]=W[9]; b[5]=b[9]                         # two latents that always tie
w={"encoder.weight":W,"encoder.bias":b,"W_dec":Wd,"b_dec":bd}
base={"expansion_factor":3,"normalize_decoder":True,"num_latents":n,"k":4,"multi_topk":False,"skip_connection":False,"transcode":False,"activation":"topk","d_in":d}
pre=(X.astype(D)-bd)@W.astype(D).T+b
relu=np.maximum(pre,0)
put("sparsify-topk/layers.3",base,w,"sae.safetensors"); keep("sparsify-topk",topk(relu,4))
put("sparsify-groupmax/layers.1",{**base,"activation":"groupmax","num_latents":0},w,"sae.safetensors")
g=relu.reshape(T,4,n//4); z=np.zeros_like(relu)
for t in range(T):
    for j in range(4):
        i=int(g[t,j].argmax()); z[t,j*(n//4)+i]=g[t,j,i]
keep("sparsify-groupmax",z)
put("sparsify-signed/layer_2",{"expansion_factor":3,"normalize_decoder":True,"num_latents":n,"k":4,"signed":True,"d_in":d},w,"sae.safetensors")
keep("sparsify-signed",topk(pre,4,np.abs(pre)))
# SAELens
We,be,Wd,bd=f(d,n),f(n)*.3,f(n,d),f(d)
L={"d_in":d,"d_sae":n,"dtype":"float32","device":"cpu","apply_b_dec_to_input":True,"normalize_activations":"none","reshape_activations":"none","metadata":{"hook_name":"blocks.5.hook_resid_post"}}
lw={"W_enc":We,"b_enc":be,"W_dec":Wd,"b_dec":bd}
pc=(X.astype(D)-bd)@We.astype(D)+be; pn=X.astype(D)@We.astype(D)+be
put("saelens-standard",{**L,"architecture":"standard"},lw,"sae_weights.safetensors"); keep("saelens-standard",np.maximum(pc,0))
th=np.abs(f(n))
put("saelens-jumprelu",{**L,"architecture":"jumprelu","apply_b_dec_to_input":False,"metadata":{"hook_name":"blocks.6.hook_resid_pre"}},{**lw,"threshold":th},"sae_weights.safetensors")
keep("saelens-jumprelu",np.maximum(pn,0)*(pn>th))
put("saelens-topk",{**L,"architecture":"topk","k":5,"rescale_acts_by_decoder_norm":True},lw,"sae_weights.safetensors")
ps=pc*np.linalg.norm(Wd.astype(D),axis=1); keep("saelens-topk",np.maximum(topk(ps,5),0))
json.dump({"rows":X.tolist(),"expected":expected},open(f'{out}/expected.json','w'))

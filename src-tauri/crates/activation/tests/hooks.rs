//! Hooks see every site they want, change what later layers see, and cost nothing beyond the last site they want.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod reference;

use activation::decoder::Decoder;
use activation::decoder::load::Depth;
use activation::error::ReadError;
use activation::hooks::{Hook, Moment};
use activation::ops::Ops;
use activation::ops::tensor::TensorOps;
use activation::weights::folder::Folder;
use activation::{Place, Site};
use candle_core::{DType, Device, Tensor};
use selection::Projection;

fn decoder() -> Decoder<TensorOps> {
    let folder = Folder::open(&reference::model("tiny-llama-tied")).unwrap();
    let spec = (folder.family().unwrap().spec)(&folder.settings).unwrap();
    let ops = TensorOps::new(Device::Cpu, DType::F32);
    Decoder::load(ops, spec, &folder.checkpoint().unwrap(), Depth::Blocks).unwrap()
}

/// Watches some sites, and silences one of them.
#[derive(Default)]
struct Watch {
    wanted: Vec<Site>,
    silenced: Option<Site>,
    seen: Vec<(Site, Vec<f32>)>,
}

impl Hook<TensorOps> for Watch {
    fn wants(&self, site: Site) -> bool {
        self.wanted.contains(&site) || self.silenced == Some(site)
    }

    fn at(&mut self, moment: &Moment<'_, TensorOps>, rows: &Tensor) -> Result<Option<Tensor>, ReadError> {
        self.seen.push((moment.site, moment.ops.values(rows)?));
        let silent = self.silenced == Some(moment.site);
        Ok(silent.then(|| rows.zeros_like().unwrap()))
    }
}

const fn site(layer: usize, projection: Projection) -> Site {
    Site::of(layer, projection)
}

fn run(decoder: &Decoder<TensorOps>, wanted: &[Site], silenced: Option<Site>) -> Vec<(Site, Vec<f32>)> {
    let mut watch = Watch { wanted: wanted.to_vec(), silenced, seen: Vec::new() };
    decoder.run(&[5, 9, 33, 120, 7], &[0..2, 2..5], &mut watch, &|| false).unwrap();
    watch.seen
}

#[test]
fn a_hook_sees_the_sites_it_wants_in_the_order_of_the_pass() {
    let decoder = decoder();
    let wanted: Vec<Site> =
        (0..4).flat_map(|layer| Projection::ALL.map(|projection| site(layer, projection))).collect();
    let seen: Vec<Site> = run(&decoder, &wanted, None).into_iter().map(|(site, _)| site).collect();
    let order = [Projection::Q, Projection::K, Projection::V, Projection::O, Projection::Up, Projection::Down];
    let expected: Vec<Site> = (0..4).flat_map(|layer| order.map(|projection| site(layer, projection))).collect();
    assert_eq!(seen, expected);
}

#[test]
fn wanting_one_site_alone_shows_what_wanting_all_shows() {
    let decoder = decoder();
    let all: Vec<Site> = (0..4).flat_map(|layer| Projection::ALL.map(|projection| site(layer, projection))).collect();
    for (site, values) in run(&decoder, &all, None) {
        assert_eq!(run(&decoder, &[site], None), [(site, values)]);
    }
}

#[test]
fn places_beside_the_linear_maps_fit_what_is_computed_from_them() {
    let decoder = decoder();
    let at = |layer, place| Site { layer, place };
    let wanted =
        [at(1, Place::Gate), at(1, Place::Gated), at(1, Place::Hidden), at(3, Place::Hidden), at(3, Place::Normed)];
    let seen = run(&decoder, &[&wanted[..], &[site(1, Projection::Up)]].concat(), None);
    let of = |wanted: Site| &seen.iter().find(|(site, _)| *site == wanted).unwrap().1;
    let (gate, up, gated) = (of(wanted[0]), of(site(1, Projection::Up)), of(wanted[1]));
    for ((gate, up), gated) in gate.iter().zip(up).zip(gated) {
        let computed = gate / (1.0 + (-gate).exp()) * up;
        assert!((computed - gated).abs() <= 1e-6 * computed.abs().max(1e-3), "{gate}, {up}: {gated}");
    }
    assert_eq!((of(wanted[2]).len(), of(wanted[4]).len()), (5 * 64, 5 * 64));
    assert_ne!(of(wanted[3]), of(wanted[4]), "the last block's output is not normed");
    for site in wanted {
        assert_eq!(run(&decoder, &[site], None), [(site, of(site).clone())], "wanted alone");
    }
}

#[test]
fn silencing_a_site_changes_what_comes_after_it_and_nothing_before() {
    let decoder = decoder();
    let wanted = [site(0, Projection::Up), site(1, Projection::Up), site(2, Projection::Up), site(3, Projection::Q)];
    let plain = run(&decoder, &wanted, None);
    let silenced = run(&decoder, &wanted, Some(site(1, Projection::Up)));
    assert_eq!((&plain[0], &plain[1]), (&silenced[0], &silenced[1]));
    assert_ne!(plain[2], silenced[2]);
    assert_ne!(plain[3], silenced[3]);
}

#[test]
fn a_pass_that_nobody_looks_into_does_nothing() {
    assert!(run(&decoder(), &[], None).is_empty());
}

#[test]
fn a_pass_stops_between_layers_when_asked_to() {
    let mut watch = Watch { wanted: vec![site(0, Projection::Up), site(3, Projection::Up)], ..Watch::default() };
    let asked = std::sync::atomic::AtomicUsize::new(0);
    let stop = || asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 2;
    let stopped = decoder().run(&[5, 9], std::slice::from_ref(&(0..2)), &mut watch, &stop);
    assert!(matches!(stopped, Err(ReadError::Stopped)));
    assert_eq!(watch.seen.len(), 1);
}

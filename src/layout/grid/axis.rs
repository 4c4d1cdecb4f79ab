//! The lines of a grid along one axis, and where each lies.

/// Keeps sums of fractions on the right side of a whole number.
const TINY: f64 = 1e-6;

/// The lines of the grid along one axis, and where each lies.
pub(super) struct Axis {
    lines: Vec<u32>,
    edges: Vec<u16>,
    /// How many cells the axis takes.
    pub(super) total: u16,
}

impl Axis {
    /// Places the lines at which `spans` begin and end within `size`, so that each span takes at least as many cells as
    /// `least` says of it, and those grow that want more.
    pub(super) fn new(spans: &[(u32, u32)], size: u32, view: u16, least: &[u16], wanted: &[u16]) -> Self {
        let mut lines: Vec<u32> = spans.iter().flat_map(|(start, end)| [*start, *end]).chain([0, size]).collect();
        lines.sort_unstable();
        lines.dedup();
        // The bands between lines, in halves.
        let bands: Vec<f64> = lines.windows(2).map(|pair| f64::from(pair[1] - pair[0])).collect();
        let mut least_of = vec![0.0; bands.len()];
        let mut wanted_of = vec![0.0; bands.len()];
        for (index, (start, end)) in spans.iter().enumerate() {
            let length = f64::from(end - start);
            let want = wanted.get(index).copied().unwrap_or_default();
            let least = least.get(index).copied().unwrap_or_default();
            for (band, line) in lines.iter().take(bands.len()).enumerate() {
                if (start..end).contains(&line) {
                    let share = bands[band] / length;
                    least_of[band] = f64::max(least_of[band], f64::from(least) * share);
                    wanted_of[band] = f64::max(wanted_of[band], f64::from(want) * share);
                }
            }
        }
        // No grid is larger than what can be counted; one that would be is squeezed.
        let needed = (least_of.iter().sum::<f64>() - TINY).ceil().clamp(0.0, f64::from(u16::MAX));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let total = (needed as u16).max(view);
        let sizes = by_need(&bands, &least_of, &wanted_of, f64::from(total));
        let mut sum = 0.0;
        let mut edges = vec![0];
        for size in &sizes {
            sum += size;
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            edges.push(((sum + TINY).round() as u16).min(total));
        }
        if let (Some(last), true) = (edges.last_mut(), !sizes.is_empty()) {
            *last = total;
        }
        Self { lines, edges, total }
    }

    /// Where a line of the template lies.
    pub(super) fn edge(&self, line: u32) -> u16 {
        self.lines.binary_search(&line).ok().and_then(|at| self.edges.get(at)).copied().unwrap_or(self.total)
    }
}

/// Shares `total` out so that every band has what it wants, and the rest follows the proportions of the template; where not
/// all can have that, each gets the same part of what it wants beyond its least.
fn by_need(bands: &[f64], least: &[f64], wanted: &[f64], total: f64) -> Vec<f64> {
    let needs: Vec<f64> = least.iter().zip(wanted).map(|(least, wanted)| wanted.max(*least)).collect();
    let (least_sum, sum): (f64, f64) = (least.iter().sum(), needs.iter().sum());
    if sum <= total || least_sum >= total {
        return share_out(bands, if sum <= total { &needs } else { least }, total);
    }
    let part = (total - least_sum) / (sum - least_sum).max(TINY);
    least.iter().zip(&needs).map(|(least, need)| least + (need - least) * part).collect()
}

/// Shares `total` out by weight, so that each band gets at least its least; where even these do not fit, they are
/// squeezed.
fn share_out(weights: &[f64], least: &[f64], total: f64) -> Vec<f64> {
    let mut fixed = vec![false; weights.len()];
    loop {
        let taken: f64 = least.iter().zip(&fixed).filter(|(_, fixed)| **fixed).map(|(least, _)| least).sum();
        let weight: f64 = weights.iter().zip(&fixed).filter(|(_, fixed)| !**fixed).map(|(weight, _)| weight).sum();
        let size = |band: usize| {
            if fixed[band] { least[band] } else { weights[band] / weight.max(TINY) * (total - taken).max(0.0) }
        };
        let sizes: Vec<f64> = (0..weights.len()).map(size).collect();
        let mut short = false;
        for band in 0..weights.len() {
            if !fixed[band] && sizes[band] < least[band] {
                fixed[band] = true;
                short = true;
            }
        }
        if !short {
            let sum: f64 = sizes.iter().sum();
            let squeeze = if sum > total { total / sum } else { 1.0 };
            return sizes.into_iter().map(|size| size * squeeze).collect();
        }
    }
}

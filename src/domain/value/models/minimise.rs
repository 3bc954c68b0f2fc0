//! Minimising a smooth function of a few logarithms of parameters: BFGS with a backtracking line search, stopped on
//! the gradient (Nocedal & Wright 2006, ch. 3 and 6). Deterministic.

/// No |ln parameter| goes further than this; beyond it likelihoods are flat.
pub const BOUND: f64 = 13.0;
/// Iterations after which a fit is taken as it is.
const ITERATIONS: usize = 300;
/// Longest step in any logarithm.
const LONGEST: f64 = 2.0;

/// Where a minimum was found.
#[derive(Clone, Copy, Debug)]
pub struct Minimum<const N: usize> {
    /// Logarithms of the parameters.
    pub at: [f64; N],
    /// The function's value there.
    pub value: f64,
    /// Greatest |partial derivative| there, bounds aside.
    pub slope: f64,
    /// How often the function was evaluated.
    pub evaluations: u32,
}

/// The least value of `f` near `start`. `f` takes logarithms of parameters, fills in the gradient and gives the value;
/// a value that is no number counts as too high. Ends once no partial derivative exceeds `tolerance`.
pub fn minimise<const N: usize>(
    start: [f64; N],
    tolerance: f64,
    mut f: impl FnMut(&[f64; N], &mut [f64; N]) -> f64,
) -> Minimum<N> {
    let mut evaluations = 0;
    let mut call = |at: &[f64; N], gradient: &mut [f64; N]| {
        evaluations += 1;
        let value = f(at, gradient);
        for (g, x) in gradient.iter_mut().zip(at) {
            // At a bound only the way back counts.
            if (*x >= BOUND && *g < 0.0) || (*x <= -BOUND && *g > 0.0) {
                *g = 0.0;
            }
        }
        if value.is_finite() && gradient.iter().all(|g| g.is_finite()) { value } else { f64::INFINITY }
    };
    let (mut at, mut gradient) = (start, [0.0; N]);
    let mut value = call(&at, &mut gradient);
    let mut inverse = identity::<N>(1.0);
    let mut fresh = true;
    for _ in 0..ITERATIONS {
        if largest(&gradient) <= tolerance || !value.is_finite() {
            break;
        }
        let mut direction = [0.0; N];
        for (d, row) in direction.iter_mut().zip(&inverse) {
            *d = -dot(row, &gradient);
        }
        let mut slope = dot(&direction, &gradient);
        if slope >= 0.0 {
            inverse = identity(1.0);
            fresh = true;
            direction = gradient.map(|g| -g);
            slope = -dot(&gradient, &gradient);
        }
        let longest = largest(&direction);
        let limit = if fresh { 0.5 } else { LONGEST };
        let mut step = if fresh || longest > limit { limit / longest } else { 1.0 };
        let mut next = None;
        for _ in 0..60 {
            let mut there = at;
            for (t, d) in there.iter_mut().zip(&direction) {
                *t = (*t + step * d).clamp(-BOUND, BOUND);
            }
            let mut slopes = [0.0; N];
            let reached = call(&there, &mut slopes);
            // At the end of the precision of the value, a smaller gradient is progress too.
            let level = reached <= value + 1e-14 * value.abs() && largest(&slopes) < 0.5 * largest(&gradient);
            if reached <= value + 1e-4 * step * slope || level {
                next = Some((there, reached, slopes));
                break;
            }
            let parabola = -slope * step * step / (2.0 * (reached - value - slope * step));
            step = if parabola.is_finite() { parabola.clamp(0.1 * step, 0.5 * step) } else { 0.2 * step };
        }
        let Some((there, reached, slopes)) = next else {
            if fresh {
                break;
            }
            inverse = identity(1.0);
            fresh = true;
            continue;
        };
        let moved: [f64; N] = std::array::from_fn(|i| there[i] - at[i]);
        let bent: [f64; N] = std::array::from_fn(|i| slopes[i] - gradient[i]);
        (at, value, gradient) = (there, reached, slopes);
        let curvature = dot(&moved, &bent);
        if curvature > 1e-12 * dot(&bent, &bent).sqrt() * dot(&moved, &moved).sqrt() {
            if fresh {
                inverse = identity(curvature / dot(&bent, &bent));
            }
            update(&mut inverse, &moved, &bent, curvature);
            fresh = false;
        }
    }
    Minimum { at, value, slope: largest(&gradient), evaluations }
}

/// H ← (I − s yᵀ/sᵀy) H (I − y sᵀ/sᵀy) + s sᵀ/sᵀy.
fn update<const N: usize>(h: &mut [[f64; N]; N], s: &[f64; N], y: &[f64; N], sy: f64) {
    let hy: [f64; N] = std::array::from_fn(|i| dot(&h[i], y));
    let yhy = dot(y, &hy);
    for i in 0..N {
        for j in 0..N {
            h[i][j] += s[i] * s[j] * (1.0 + yhy / sy) / sy - (hy[i] * s[j] + s[i] * hy[j]) / sy;
        }
    }
}

fn identity<const N: usize>(scale: f64) -> [[f64; N]; N] {
    std::array::from_fn(|i| std::array::from_fn(|j| if i == j { scale } else { 0.0 }))
}

fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn largest<const N: usize>(of: &[f64; N]) -> f64 {
    of.iter().fold(0.0, |most, v| v.abs().max(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bent_valley_is_followed_to_its_end() {
        let found = minimise([-1.2, 1.0], 1e-9, |p, g| {
            let (x, y) = (p[0], p[1]);
            *g = [-400.0 * x * (y - x * x) - 2.0 * (1.0 - x), 200.0 * (y - x * x)];
            100.0 * (y - x * x).powi(2) + (1.0 - x).powi(2)
        });
        assert!(found.at.iter().all(|v| (v - 1.0).abs() < 1e-7), "{found:?}");
    }

    #[test]
    fn a_function_without_a_minimum_ends_at_the_bound() {
        let found = minimise([0.0], 1e-9, |p, g| {
            g[0] = -(-p[0]).exp();
            (-p[0]).exp()
        });
        assert!(found.at[0] > 10.0 && found.at[0] <= BOUND, "{found:?}");
    }
}

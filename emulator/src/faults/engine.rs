//! Which fault a request meets: counted and drawn, the same for the same seed and order of requests.

use super::{Effect, Fault, FaultBody, Latency, Match, Scenario};
use fastrand::Rng;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::Instant;
use uuid::Uuid;

/// Where a fault without a path applies.
const PARTNER_API: &str = "/providers/microsoft.managementpartner/*";
const MINUTE: Duration = Duration::from_mins(1);

/// The scenario in force, with its counters.
#[derive(Debug, Default)]
pub(crate) struct Faults(Mutex<Running>);

#[derive(Debug, Default)]
struct Running {
    scenario: Scenario,
    counters: Vec<Counter>,
    windows: HashMap<Uuid, (Instant, u32)>,
}

#[derive(Debug)]
struct Counter {
    matched: u64,
    fired: u64,
    draws: Rng,
}

/// A fault that fired.
#[derive(Clone, Debug)]
pub(crate) struct Active {
    pub(crate) index: usize,
    pub(crate) fault: Fault,
    pub(crate) latency: Option<Duration>,
}

impl Faults {
    pub(crate) fn new(scenario: Scenario) -> Self {
        let faults = Self::default();
        faults.set(scenario);
        faults
    }

    /// Replaces the scenario; counters and draws begin anew.
    pub(crate) fn set(&self, scenario: Scenario) {
        let counter = |index: usize| Counter {
            matched: 0,
            fired: 0,
            // Streams of their own: a fault's draws do not depend on those beside it.
            draws: Rng::with_seed(scenario.seed.wrapping_add((index as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))),
        };
        let counters = (0..scenario.faults.len()).map(counter).collect();
        *self.lock() = Running { scenario, counters, windows: HashMap::new() };
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Running> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The first fault that matches the request and fires.
    pub(crate) fn pick(&self, method: &str, path: &str, tenant: Option<Uuid>) -> Option<Active> {
        let mut running = self.lock();
        let Running { scenario, counters, .. } = &mut *running;
        let mut faults = scenario.faults.iter().zip(counters).enumerate();
        faults.find_map(|(index, (fault, counter))| {
            let fires = fault.matches.covers(method, path, tenant) && counter.fires(fault);
            fires.then(|| Active {
                index,
                fault: fault.clone(),
                latency: fault.latency_ms.map(|latency| latency.draw(&mut counter.draws)),
            })
        })
    }

    /// Counts a write of `tenant`; the seconds to wait when it is one too many.
    pub(crate) fn throttled(&self, tenant: Uuid) -> Option<u64> {
        let mut running = self.lock();
        let limit = running.scenario.throttle?.writes_per_minute;
        let now = Instant::now();
        let window = running.windows.entry(tenant).or_insert((now, 0));
        if now.duration_since(window.0) >= MINUTE {
            *window = (now, 0);
        }
        if window.1 >= limit {
            let left = (window.0 + MINUTE).duration_since(now);
            // Rounded up: never promise less than is left.
            return Some(left.as_secs() + 1);
        }
        window.1 += 1;
        None
    }
}

impl Counter {
    fn fires(&mut self, fault: &Fault) -> bool {
        self.matched += 1;
        if self.matched <= fault.skip || fault.times.is_some_and(|times| self.fired >= times) {
            return false;
        }
        let fires = fault.probability.is_none_or(|probability| self.draws.f64() < probability);
        self.fired += u64::from(fires);
        fires
    }
}

impl Match {
    fn covers(&self, method: &str, path: &str, tenant: Option<Uuid>) -> bool {
        self.method.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
            && self.tenant.is_none_or(|wanted| tenant == Some(wanted))
            && glob(self.path.as_deref().unwrap_or(PARTNER_API), path)
    }
}

/// `*` stands for any text, everything else for itself in any case.
fn glob(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.to_ascii_lowercase(), text.to_ascii_lowercase());
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else {
            return false;
        };
        rest = after;
    }
    rest.ends_with(last)
}

impl Latency {
    fn draw(self, draws: &mut Rng) -> Duration {
        match self {
            Self::Fixed(milliseconds) => Duration::from_millis(milliseconds),
            Self::LogNormal { median, sigma } => {
                // Box-Muller: two even draws make a normal one.
                let radius = (-2.0 * (1.0 - draws.f64()).ln()).sqrt();
                let normal = radius * (std::f64::consts::TAU * draws.f64()).cos();
                let milliseconds = median * (sigma * normal).exp();
                Duration::try_from_secs_f64(milliseconds / 1000.0).unwrap_or_default()
            }
        }
    }
}

impl Fault {
    /// Whether the request is carried out. A fault with an answer of its own comes instead of it, one that only delays
    /// or spoils the real answer does not; `effect` says otherwise.
    pub(crate) fn carries_out(&self) -> bool {
        let own_answer = self.status.is_some() || self.reset;
        let spoils =
            self.cut_off || self.drip_ms.is_some() || self.body.is_some_and(|body| body != FaultBody::OtherTenant);
        match self.effect {
            Some(Effect::After) => true,
            Some(Effect::Before) => !own_answer && !spoils,
            None => !own_answer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glob_matches_in_any_case_and_to_the_end() {
        assert!(glob("/Providers/*", "/providers/Microsoft.ManagementPartner/partners/1"));
        assert!(glob("*/oauth2/*/token", "/tenant/oauth2/v2.0/token"));
        assert!(glob("/tenants", "/TENANTS"));
        assert!(!glob("/tenants", "/tenants/x"));
        assert!(!glob("*/token", "/token/x"));
        assert!(!glob("/a*a", "/a"));
    }

    #[test]
    fn the_same_seed_gives_the_same_faults() {
        let scenario = Scenario {
            seed: 7,
            faults: vec![Fault {
                probability: Some(0.5),
                latency_ms: Some(Latency::LogNormal { median: 20.0, sigma: 0.5 }),
                ..Fault::default()
            }],
            throttle: None,
        };
        let draw = || {
            let faults = Faults::new(scenario.clone());
            let one = |_| {
                faults.pick("GET", "/providers/Microsoft.ManagementPartner/partners", None).map(|active| active.latency)
            };
            (0..50).map(one).collect::<Vec<_>>()
        };
        let first = draw();
        assert_eq!(first, draw());
        let fired = first.iter().flatten().count();
        assert!((10..40).contains(&fired), "{fired} of 50");
    }

    #[test]
    fn skip_and_times_bound_when_a_fault_fires() {
        let fault = Fault { skip: 1, times: Some(2), status: Some(503), ..Fault::default() };
        let faults = Faults::new(Scenario { faults: vec![fault], ..Scenario::default() });
        let fired = |_| faults.pick("PUT", "/providers/Microsoft.ManagementPartner/partners/1", None).is_some();
        assert_eq!((0..5).map(fired).collect::<Vec<_>>(), [false, true, true, false, false]);
    }
}

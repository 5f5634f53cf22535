//! The state while the emulator runs: looked up by name, written one link at a time.

use crate::{Clock, LinkRecord, LinkState, Principal, Result, State, Tenant, Timestamp, Unknown, state::StateFile};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};
use uuid::Uuid;

/// Shared by all requests; a request holds the lock only while it looks up or writes, never while it waits.
#[derive(Debug)]
pub(crate) struct Store(Mutex<Directory>);

/// Everything behind the lock.
#[derive(Debug)]
pub(crate) struct Directory {
    state: State,
    file: Option<StateFile>,
    pub(crate) unknown: Unknown,
    tenants: HashMap<String, usize>,
    principals: HashMap<(Uuid, Uuid), (usize, usize)>,
}

/// What a request wants of the caller's link record.
#[derive(Debug)]
pub(crate) enum Decision {
    /// Nothing to write.
    Keep,
    /// A new version of the record.
    Write { partner_id: String, state: LinkState },
}

impl Store {
    pub(crate) fn new(state: State, file: Option<StateFile>, unknown: Unknown) -> Self {
        let mut tenants = HashMap::new();
        let mut principals = HashMap::new();
        for (at, tenant) in state.tenants.iter().enumerate() {
            tenants.insert(tenant.id.to_string(), at);
            tenants.insert(tenant.domain.to_ascii_lowercase(), at);
            for (within, principal) in tenant.principals.iter().enumerate() {
                principals.insert((tenant.id, principal.object_id), (at, within));
            }
        }
        let unknown = unknown.or(state.unknown.unwrap_or_default());
        Self(Mutex::new(Directory { state, file, unknown, tenants, principals }))
    }

    /// The state, for as long as the guard is held.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Directory> {
        // A panicking request leaves whole records behind: a write replaces one in a single step.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Directory {
    /// The tenant with this GUID or domain.
    pub(crate) fn tenant(&self, name: &str) -> Option<&Tenant> {
        let name = name.to_ascii_lowercase();
        self.tenants.get(&name).map(|&at| &self.state.tenants[at])
    }

    pub(crate) fn tenants(&self) -> &[Tenant] {
        &self.state.tenants
    }

    pub(crate) fn principal(&self, tenant: Uuid, object_id: Uuid) -> Option<&Principal> {
        let &(at, within) = self.principals.get(&(tenant, object_id))?;
        Some(&self.state.tenants[at].principals[within])
    }

    /// The name of a valid partner ID; `None`: not a valid one. Empty: it has no name.
    pub(crate) fn partner_name(&self, partner_id: &str) -> Option<&str> {
        Some(self.state.partners.get(partner_id)?.as_deref().unwrap_or_default())
    }

    /// Carries out `decision` on the principal's record; gives the record as it is now and whether it was written.
    /// A state file that cannot be written leaves everything as it was.
    pub(crate) fn apply(
        &mut self,
        tenant: Uuid,
        object_id: Uuid,
        decision: Decision,
    ) -> Result<(Option<LinkRecord>, bool)> {
        let Some(&(at, within)) = self.principals.get(&(tenant, object_id)) else {
            return Ok((None, false));
        };
        let before = self.state.tenants[at].principals[within].link.clone();
        let Decision::Write { partner_id, state } = decision else {
            return Ok((before, false));
        };
        let clock = self.state.clock.clone();
        let now = self.now();
        let record = LinkRecord {
            partner_id,
            version: before.as_ref().map_or(1, |record| record.version + 1),
            created_time: before.as_ref().map_or(now, |record| record.created_time),
            updated_time: now,
            state,
        };
        self.state.tenants[at].principals[within].link = Some(record.clone());
        let saved = self.file.as_mut().map_or(Ok(()), |file| file.save(&self.state));
        if let Err(error) = saved {
            self.state.tenants[at].principals[within].link = before;
            self.state.clock = clock;
            return Err(error);
        }
        Ok((Some(record), true))
    }

    /// Leaves the state file to others; writes fail from here on.
    pub(crate) fn end(&mut self) {
        if let Some(file) = &mut self.file {
            file.end();
        }
    }

    fn now(&mut self) -> Timestamp {
        match &mut self.state.clock {
            Some(Clock::Fixed(instant)) => *instant,
            Some(Clock::Successive(instants)) => instants.pop_front().unwrap_or_else(Timestamp::now),
            None => Timestamp::now(),
        }
    }
}

//! Ready-made states.

use super::{Principal, PrincipalKind, State, Subscription, Tenant};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Partner IDs of the documentation, the recordings and the peers' examples.
const PARTNERS: [(&str, &str); 7] = [
    ("12345", "Contoso Cloud Services"),
    ("123456", "Fourth Coffee Consulting"),
    ("123457", "Northwind Managed Services"),
    ("1234567", "Adatum Integrators"),
    ("4977985", "Proseware Partners"),
    ("5127255", "Tailspin Operations"),
    ("5127256", "Wingtip Operations"),
];

/// The program that signs in to every tenant of a ready-made state.
const CLIENT_ID: Uuid = Uuid::from_u128(0xc11e_0000_0000_4000_8000_0000_0000_0001);
const SECRET: &str = "emulator-secret~for-tests-only";
const REFRESH_TOKEN: &str = "emulator-refresh-token-for-tests-only";

impl Default for State {
    /// One customer tenant with one service principal, and the partner IDs of the documentation.
    fn default() -> Self {
        Self { tenants: vec![tenant(1, "Fabrikam".into(), "fabrikam.example".into())], ..Self::estate(0) }
    }
}

impl State {
    /// `tenants` customer tenants. One partner's program and one partner's user can sign in to each:
    /// the same client id, secret and refresh token everywhere, another object id in each.
    #[must_use]
    pub fn estate(tenants: u32) -> Self {
        let named = |number| {
            let mut tenant = tenant(number, format!("Customer {number:04}"), format!("customer{number:04}.example"));
            tenant.principals.push(guest(number));
            tenant
        };
        Self {
            partners: PARTNERS.map(|(id, name)| (id.into(), Some(name.into()))).into_iter().collect::<BTreeMap<_, _>>(),
            tenants: (1..=tenants).map(named).collect(),
            clock: None,
            unknown: None,
        }
    }
}

/// GUIDs that a reader can tell apart: what it is, then which tenant.
fn guid(what: u32, number: u32) -> Uuid {
    Uuid::from_u128(u128::from(what) << 96 | 0x0000_4000_8000_0000_0000_0000 | u128::from(number))
}

fn tenant(number: u32, name: String, domain: String) -> Tenant {
    Tenant {
        id: guid(0x7e4a_0000, number),
        subscriptions: vec![Subscription {
            id: guid(0x5b00_0000, number),
            name: format!("{name} production"),
            home_tenant: None,
        }],
        name,
        domain,
        principals: vec![Principal {
            kind: PrincipalKind::ServicePrincipal,
            object_id: guid(0x5e00_0000, number),
            name: "Partner automation".into(),
            client_id: Some(CLIENT_ID),
            secret: Some(SECRET.into()),
            certificate: None,
            refresh_token: None,
            account: true,
            link: None,
        }],
    }
}

fn guest(number: u32) -> Principal {
    Principal {
        kind: PrincipalKind::GuestUser,
        object_id: guid(0x6e00_0000, number),
        name: "Ada Partner".into(),
        client_id: None,
        secret: None,
        certificate: None,
        refresh_token: Some(REFRESH_TOKEN.into()),
        account: true,
        link: None,
    }
}

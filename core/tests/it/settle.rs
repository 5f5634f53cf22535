//! What becomes of a write whose answer was lost.

use crate::support::{
    OTHER_TENANT, Reply, Service, error, id, link_that_is, linked, linked_in, not_linked, status, text,
};
use managementpartner::{Client, Error, ErrorKind};

/// Every way to lose the answer to a write.
fn lost() -> Vec<Reply> {
    let mut lost: Vec<Reply> = [408, 500, 502, 503, 504].map(status).into();
    lost.extend([
        Reply::Broken,
        text("<html>"),
        text(""),
        text(&"x".repeat(2 << 20)),
        text(r#"{"properties":{"partnerId":"12345","state":"Active"}}"#),
        link_that_is("Deleted", "12345"),
        linked("77777"),
    ]);
    lost
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Write {
    Create,
    Update,
    Delete,
}

impl Write {
    const ALL: [Self; 3] = [Self::Create, Self::Update, Self::Delete];

    async fn run(self, client: &Client) -> Result<Option<String>, Error> {
        let id = id("12345");
        match self {
            Self::Create => client.create(&id, None).await.map(|partner| Some(partner.partner_id)),
            Self::Update => client.update(&id, None).await.map(|partner| Some(partner.partner_id)),
            Self::Delete => client.delete(&id, None).await.map(|()| None),
        }
    }

    /// A removal's answer has no body to be wrong.
    fn loses(self, reply: &Reply) -> bool {
        self != Self::Delete
            || !matches!(reply, Reply::Answer(200, ..))
            || matches!(reply, Reply::Answer(_, _, body) if body.len() > 1 << 20)
    }

    fn effect(self) -> Reply {
        if self == Self::Delete { not_linked() } else { linked("12345") }
    }

    fn no_effect(self) -> Reply {
        if self == Self::Delete { linked("12345") } else { not_linked() }
    }

    fn success(self) -> Reply {
        if self == Self::Delete { text("") } else { linked("12345") }
    }

    fn line(self) -> &'static str {
        match self {
            Self::Create => "PUT 12345",
            Self::Update => "PATCH 12345",
            Self::Delete => "DELETE 12345",
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_that_took_effect_is_not_repeated() {
    for write in Write::ALL {
        for fault in lost().into_iter().filter(|fault| write.loses(fault)) {
            let service = Service::new([fault.clone(), write.effect()]);
            write.run(&service.client()).await.unwrap_or_else(|error| panic!("{write:?}, {fault:?}: {error:?}"));
            assert_eq!(service.lines(), [write.line(), "GET partners"], "{write:?}, {fault:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_that_did_not_is_repeated() {
    for write in Write::ALL {
        for fault in lost().into_iter().filter(|fault| write.loses(fault)) {
            let service = Service::new([fault.clone(), write.no_effect(), write.success()]);
            write.run(&service.client()).await.unwrap_or_else(|error| panic!("{write:?}, {fault:?}: {error:?}"));
            assert_eq!(service.lines(), [write.line(), "GET partners", write.line()], "{write:?}, {fault:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_outcome_that_cannot_be_read_is_unknown() {
    for write in Write::ALL {
        for fault in lost().into_iter().filter(|fault| write.loses(fault)) {
            let service = Service::new([fault.clone(), status(403)]);
            let error = write.run(&service.client()).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::OutcomeUnknown, "{write:?}, {fault:?}");
            assert!(error.hint().unwrap().contains("Read the account's link"));
            assert_eq!(service.lines(), [write.line(), "GET partners"]);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_that_never_takes_effect_ends_with_its_own_error() {
    for write in Write::ALL {
        let script = (0..4).flat_map(|_| [error(503, "Busy", "busy"), write.no_effect()]);
        let service = Service::new(script);
        let error = write.run(&service.client()).await.unwrap_err();
        assert_eq!((error.kind(), error.code()), (ErrorKind::Service, Some("Busy")));
        assert!(error.hint().unwrap().contains("does not show the change"));
        assert_eq!(service.seen().len(), 8);
    }
}

#[tokio::test(start_paused = true)]
async fn a_conflict_with_ones_own_lost_create_is_success() {
    let service = Service::new([Reply::Broken, not_linked(), error(409, "Conflict", "c"), linked("12345")]);
    let partner = service.client().create(&id("12345"), None).await.unwrap();
    assert_eq!(partner.partner_id, "12345");
    assert_eq!(service.lines(), ["PUT 12345", "GET partners", "PUT 12345", "GET partners"]);
}

#[tokio::test(start_paused = true)]
async fn a_conflict_at_the_first_try_is_an_error() {
    let service = Service::new([error(409, "Conflict", "c")]);
    let error = service.client().create(&id("12345"), None).await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::AlreadyLinked, "c"));
    assert_eq!(service.seen().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_does_not_fit_leaves_the_outcome_unknown_at_once() {
    let service = Service::new([status(503).with("retry-after", "600")]);
    let error = service.client().create(&id("12345"), None).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::OutcomeUnknown, Some(503)));
    assert!(error.message().contains("600 s"), "{error}");
    assert_eq!(service.seen().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_answer_about_another_tenant_ends_the_write_at_once() {
    for write in [Write::Create, Write::Update] {
        let service = Service::new([linked_in(OTHER_TENANT, "12345"), not_linked()]);
        let error = write.run(&service.client()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
        assert!(error.message().contains(OTHER_TENANT), "{error}");
        assert_eq!(service.lines(), [write.line()]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_create_is_not_repeated_over_an_id_that_appeared_in_between() {
    let service = Service::new([status(503), linked("77777"), linked("12345")]);
    let error = service.client().create(&id("12345"), None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AlreadyLinked);
    assert!(error.message().contains("77777"));
    assert_eq!(service.lines(), ["PUT 12345", "GET partners"]);
}

#[tokio::test(start_paused = true)]
async fn a_repeated_removal_that_finds_nothing_is_success() {
    let service = Service::new([Reply::Broken, linked("12345"), not_linked(), not_linked()]);
    service.client().delete(&id("12345"), None).await.unwrap();
    assert_eq!(service.lines(), ["DELETE 12345", "GET partners", "DELETE 12345", "GET partners"]);
}

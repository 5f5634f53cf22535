//! `link` and `unlink`: what they send, and what they refuse.

use crate::support::{Reply, Service, error, id, linked, not_linked, text};
use managementpartner::{Change, Error, ErrorKind, LinkOptions, Linked};

async fn link(service: &Service, replace: Option<&str>) -> Result<Linked, Error> {
    let options = LinkOptions { replace: replace.map(id), ..LinkOptions::default() };
    service.client().link(&id("12345"), Some(options)).await
}

#[tokio::test(start_paused = true)]
async fn an_account_without_a_link_gets_one() {
    for replace in [None, Some("77777")] {
        let service = Service::new([not_linked(), linked("12345")]);
        let done = link(&service, replace).await.unwrap();
        assert_eq!((done.change, done.previous), (Change::Created, None));
        assert_eq!(service.lines(), ["GET partners", "PUT 12345"]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_removed_link_is_none() {
    let removed = text(r#"{"properties":{"partnerId":"77777","state":"Deleted"}}"#);
    let service = Service::new([removed, linked("12345")]);
    assert_eq!(link(&service, None).await.unwrap().change, Change::Created);
}

#[tokio::test(start_paused = true)]
async fn an_account_that_is_linked_as_wanted_is_left_alone() {
    let service = Service::new([linked("12345")]);
    let done = link(&service, None).await.unwrap();
    assert_eq!((done.change, done.previous, done.partner.partner_id.as_str()), (Change::Unchanged, None, "12345"));
    assert_eq!(service.lines(), ["GET partners"]);
}

#[tokio::test(start_paused = true)]
async fn another_partners_id_is_replaced_only_when_it_is_named() {
    for replace in [None, Some("88888"), Some("12345")] {
        let service = Service::new([linked("77777")]);
        let error = link(&service, replace).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AlreadyLinked);
        assert!(error.message().contains("77777") && error.message().contains("nothing was changed"));
        assert_eq!(service.lines(), ["GET partners"], "{replace:?}");
    }
    let service = Service::new([linked("77777"), linked("12345")]);
    let done = link(&service, Some("77777")).await.unwrap();
    assert_eq!((done.change, done.previous.as_deref()), (Change::Updated, Some("77777")));
    assert_eq!(service.lines(), ["GET partners", "PATCH 12345"]);
}

#[tokio::test(start_paused = true)]
async fn a_link_that_appears_in_between_decides() {
    let conflict = || error(409, "Conflict", "c");
    let service = Service::new([not_linked(), conflict(), linked("12345")]);
    assert_eq!(link(&service, None).await.unwrap().change, Change::Unchanged);
    let service = Service::new([not_linked(), conflict(), linked("77777")]);
    assert_eq!(link(&service, None).await.unwrap_err().kind(), ErrorKind::AlreadyLinked);
    assert_eq!(service.lines(), ["GET partners", "PUT 12345", "GET partners"]);
    let service = Service::new([not_linked(), conflict(), linked("77777"), linked("12345")]);
    assert_eq!(link(&service, Some("77777")).await.unwrap().change, Change::Updated);
}

#[tokio::test(start_paused = true)]
async fn unlink_removes_whatever_link_there_is_and_reads_that_it_is_gone() {
    let service = Service::new([linked("77777"), text(""), not_linked()]);
    let removed = service.client().unlink(None).await.unwrap().unwrap();
    assert_eq!(removed.partner_id, "77777");
    assert_eq!(service.lines(), ["GET partners", "DELETE 77777", "GET partners"]);
}

#[tokio::test(start_paused = true)]
async fn unlink_of_nothing_is_success_that_says_so() {
    let service = Service::new([not_linked()]);
    assert_eq!(service.client().unlink(None).await.unwrap(), None);
    assert_eq!(service.lines(), ["GET partners"]);
}

#[tokio::test(start_paused = true)]
async fn unlink_does_not_take_the_services_word_for_a_removal() {
    let service = Service::new([linked("77777"), text(""), linked("77777")]);
    assert_eq!(service.client().unlink(None).await.unwrap_err().kind(), ErrorKind::Service);
    let service = Service::new([linked("77777"), text(""), Reply::Answer(403, vec![], String::new())]);
    assert_eq!(service.client().unlink(None).await.unwrap_err().kind(), ErrorKind::OutcomeUnknown);
}

#[tokio::test(start_paused = true)]
async fn an_id_that_appears_while_an_answer_is_lost_is_not_replaced() {
    let busy = || error(503, "Busy", "busy");
    let service = Service::new([not_linked(), busy(), linked("77777"), linked("77777")]);
    assert_eq!(link(&service, None).await.unwrap_err().kind(), ErrorKind::AlreadyLinked);
    assert_eq!(service.lines(), ["GET partners", "PUT 12345", "GET partners", "GET partners"]);
    let service = Service::new([linked("77777"), busy(), linked("88888"), linked("12345")]);
    let refused = link(&service, Some("77777")).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::AlreadyLinked);
    assert!(refused.message().contains("88888"));
    assert_eq!(service.lines(), ["GET partners", "PATCH 12345", "GET partners"]);
}

#[tokio::test(start_paused = true)]
async fn a_link_that_somebody_else_removes_first_is_removed() {
    let service = Service::new([linked("77777"), not_linked(), not_linked()]);
    assert_eq!(service.client().unlink(None).await.unwrap().unwrap().partner_id, "77777");
}

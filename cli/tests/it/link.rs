//! `link` and `unlink`.

use crate::support::Stage;

#[test]
fn link_creates_then_has_nothing_to_do() {
    let stage = Stage::new();
    let created = stage.run(&["link", "--partner-id", "12345"]);
    assert_eq!(created.stderr, "The account is now linked with 12345 (Contoso Cloud Services).\n");
    assert_eq!((created.code, &created.json()["version"]), (0, &1.into()));
    let again = stage.run(&["link", "--partner-id", "12345"]);
    assert_eq!(
        again.stderr,
        "The account was linked with 12345 (Contoso Cloud Services) already; nothing was changed.\n"
    );
    assert_eq!(again.json(), created.json());
    assert_eq!(stage.stored(), Some(("12345".into(), 1)));
}

#[test]
fn link_replaces_only_the_id_that_is_named() {
    let stage = Stage::linked();
    let refused = stage.run(&["link", "--partner-id", "123456"]);
    refused.failed(1, "ERROR: The account is linked with 12345 (Contoso Cloud Services); nothing was changed\nHINT: ");
    stage.run(&["link", "--partner-id", "123456", "--replace", "5127255"]).failed(1, "not with 5127255");
    assert_eq!(stage.stored(), Some(("12345".into(), 1)));
    let replaced = stage.run(&["link", "--partner-id", "123456", "--replace", "12345"]);
    assert_eq!(replaced.stderr, "The account's link was changed from 12345 to 123456 (Fourth Coffee Consulting).\n");
    assert_eq!((replaced.code, &replaced.json()["partnerId"]), (0, &"123456".into()));
}

#[test]
fn unlink_prints_what_it_removed_and_is_not_an_error_when_there_is_nothing() {
    let stage = Stage::linked();
    let removed = stage.run(&["unlink", "--query", "partnerId", "-o", "tsv"]);
    assert_eq!((removed.code, removed.stdout.as_str()), (0, "12345\n"));
    assert_eq!(removed.stderr, "The account's link with 12345 (Contoso Cloud Services) was removed.\n");
    assert_eq!(stage.stored(), None);
    let nothing = stage.run(&["unlink"]);
    assert_eq!((nothing.code, nothing.stdout.as_str()), (0, ""));
    assert_eq!(nothing.stderr, "The account is not linked with a partner ID; nothing was changed.\n");
}

#[test]
fn only_show_errors_says_nothing_else() {
    let stage = Stage::new();
    assert_ne!(stage.run(&["link", "--partner-id", "12345", "--only-show-errors"]).printed(), "");
    assert_eq!(stage.run(&["unlink", "--only-show-errors", "-o", "none"]).printed(), "");
    assert_eq!(stage.run(&["unlink", "--only-show-errors"]).printed(), "");
    stage.run(&["show", "--only-show-errors"]).failed(3, "ERROR: ");
}

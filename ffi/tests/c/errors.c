/* What an error says, and that outputs are written only on success and errors only on failure. */
#include "check.h"

static void the_service_is_quoted(mp_client *client) {
    mp_partner out = {.version = 42};
    mp_error error = {0};
    CHECK(mp_partner_create(client, "99999999", NULL, &out, &error) == MP_STATUS_INVALID_PARTNER_ID);
    CHECK(error.kind == MP_STATUS_INVALID_PARTNER_ID && error.status == 400 && error.retry_after_ms == -1);
    CHECK(strcmp(error.code, "PartnerIdInvalid") == 0);
    CHECK(error.message != NULL && error.request_id != NULL && error.correlation_id != NULL);
    CHECK(strlen(error.client_request_id) == 36);
    CHECK(out.version == 42 && out.partner_id == NULL);
    mp_error_free(&error);
    CHECK(error.message == NULL && error.kind == MP_STATUS_OK);
    CHECK(mp_partner_get(client, CONTOSO, NULL, &out, &error) == MP_STATUS_NOT_LINKED);
    CHECK(error.status == 404);
    mp_error_free(&error);
}

static void a_wait_that_the_service_wants_is_named(mp_client *client) {
    mp_partner out = {0};
    mp_error error = {0};
    mp_call_options call = {.timeout_ms = 5000};
    CHECK(mp_partner_get(client, THROTTLED, &call, &out, &error) == MP_STATUS_THROTTLED);
    CHECK(error.status == 429 && error.retry_after_ms == 3600000);
    mp_error_free(&error);
}

static void a_success_leaves_the_error_alone(mp_client *client) {
    mp_account account = {0};
    mp_error error = {.status = 42};
    CHECK(mp_account_get(client, NULL, &account, &error) == MP_STATUS_OK);
    CHECK(error.status == 42 && error.message == NULL);
    mp_account_free(&account);
}

static void a_broken_connection_has_a_cause(void) {
    mp_client_options options = {.endpoint = "https://localhost:1", .max_retries = -1};
    mp_client *client = NULL;
    mp_partner out = {0};
    mp_error error = {0};
    succeed(mp_client_new(&options, NULL, &client, &error), &error);
    CHECK(mp_partner_current(client, NULL, &out, &error) == MP_STATUS_CONNECTION);
    CHECK(error.status == 0 && error.message != NULL && error.cause != NULL);
    mp_error_free(&error);
    mp_client_free(client);
}

static void statuses_have_names(void) {
    CHECK(strcmp(mp_status_name(MP_STATUS_OK), "ok") == 0);
    CHECK(strcmp(mp_status_name(MP_STATUS_OUTCOME_UNKNOWN), "outcome_unknown") == 0);
    CHECK(strcmp(mp_status_name(-7), "unknown") == 0);
}

void test_errors(void) {
    mp_client *client = unlinked_client();
    the_service_is_quoted(client);
    a_wait_that_the_service_wants_is_named(client);
    a_success_leaves_the_error_alone(client);
    a_broken_connection_has_a_cause();
    statuses_have_names();
    mp_client_free(client);
}

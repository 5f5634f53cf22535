/* Ways to sign in, above all the host's own callback. */
#include "check.h"

#include <stdatomic.h>
#include <unistd.h>

typedef struct {
    mp_client *calls_with;
    mp_status called;
    const char *token;
    const char *message;
    const char *hint;
    mp_status status;
    unsigned wait_us;
    int asked_tenant;
    char scope[256];
    atomic_int calls;
    atomic_int released;
} host;

static int32_t give_token(void *context, const char *tenant, const char *scope, mp_token *token) {
    host *self = context;
    atomic_fetch_add(&self->calls, 1);
    self->asked_tenant = tenant != NULL;
    snprintf(self->scope, sizeof self->scope, "%s", scope);
    usleep(self->wait_us);
    if (self->calls_with != NULL) {
        mp_account account = {0};
        self->called = mp_account_get(self->calls_with, NULL, &account, NULL);
    }
    if (self->token != NULL) {
        CHECK(mp_token_set(token, self->token, 4102444800) == MP_STATUS_OK);
    }
    if (self->message != NULL) {
        CHECK(mp_token_fail(token, self->message, self->hint) == MP_STATUS_OK);
    }
    CHECK(mp_token_set(token, NULL, 0) == MP_STATUS_INVALID_ARGUMENT);
    CHECK(mp_token_set(token, "\xff", 0) == MP_STATUS_INVALID_ARGUMENT);
    CHECK(mp_token_fail(token, NULL, NULL) == MP_STATUS_INVALID_ARGUMENT);
    return self->status;
}

static void release(void *context) {
    atomic_fetch_add(&((host *)context)->released, 1);
}

static mp_credential callback(host *host) {
    return (mp_credential){
        .kind = MP_CREDENTIAL_KIND_CALLBACK,
        .token = give_token,
        .context = host,
        .release = release,
        .name = "the test",
    };
}

static mp_client *client_of(host *host) {
    mp_credential credential = callback(host);
    mp_client *client = NULL;
    mp_error error = {0};
    succeed(mp_client_new(NULL, &credential, &client, &error), &error);
    return client;
}

static void released_once(host *host) {
    for (int waited = 0; waited < 1000 && host->released == 0; waited++) {
        usleep(10000);
    }
    CHECK(host->released == 1);
}

static void its_token_is_used_and_kept(void) {
    host host = {.token = TOKEN};
    mp_client *client = client_of(&host), *other = NULL;
    mp_account account = {0};
    mp_unlinked unlinked = {0};
    mp_error error = {0};
    succeed(mp_account_get(client, NULL, &account, &error), &error);
    CHECK_TEXT(account.source, "the test");
    CHECK(!host.asked_tenant);
    CHECK_TEXT(host.scope, getenv("MANAGEMENTPARTNER_ENDPOINT"));
    CHECK_TEXT(host.scope, "/.default");
    mp_account_free(&account);
    succeed(mp_partner_unlink(client, NULL, &unlinked, &error), &error);
    mp_unlinked_free(&unlinked);
    CHECK(host.calls == 1);
    succeed(mp_client_for_tenant(client, TENANT, &other, &error), &error);
    mp_client_free(client);
    CHECK(host.released == 0);
    succeed(mp_account_get(other, NULL, &account, &error), &error);
    CHECK(host.asked_tenant && host.calls == 2);
    mp_account_free(&account);
    mp_client_free(other);
    released_once(&host);
}

static void fails(host *host, mp_status status, const char *message, const char *hint) {
    mp_client *client = client_of(host);
    mp_partner out = {0};
    mp_error error = {0};
    CHECK(mp_partner_current(client, NULL, &out, &error) == status);
    CHECK_TEXT(error.message, message);
    if (hint != NULL) {
        CHECK_TEXT(error.hint, hint);
    }
    mp_error_free(&error);
    mp_client_free(client);
    released_once(host);
}

static void its_failure_comes_back_in_its_words(void) {
    fails(&(host){.status = MP_STATUS_AUTHENTICATION, .message = "Run Connect-AzAccount to login.", .hint = "Do so."},
          MP_STATUS_AUTHENTICATION, "Run Connect-AzAccount to login.", "Do so.");
    fails(&(host){.status = MP_STATUS_CANCELLED, .message = "Stopped"}, MP_STATUS_CANCELLED, "Stopped", NULL);
    fails(&(host){.status = 4711}, MP_STATUS_AUTHENTICATION, "the test failed with status 4711", NULL);
    fails(&(host){.message = "an answer, but with success"}, MP_STATUS_AUTHENTICATION, "the test gave no token", NULL);
    fails(&(host){.token = "no.jwt"}, MP_STATUS_WRONG_TENANT, "the test", NULL);
}

/* What the callback says is about the sign-in: it is no word of the service about the link. */
static void its_failure_says_nothing_of_the_link(void) {
    const mp_status of_the_link[] = {MP_STATUS_NOT_LINKED, MP_STATUS_ALREADY_LINKED, MP_STATUS_INVALID_PARTNER_ID,
                                     MP_STATUS_OUTCOME_UNKNOWN};
    for (size_t i = 0; i < sizeof of_the_link / sizeof *of_the_link; i++) {
        host host = {.status = of_the_link[i], .message = "no"};
        mp_client *client = client_of(&host);
        mp_unlinked unlinked = {0};
        mp_linked linked = {0};
        CHECK(mp_partner_unlink(client, NULL, &unlinked, NULL) == MP_STATUS_AUTHENTICATION);
        CHECK(mp_partner_link(client, CONTOSO, NULL, NULL, &linked, NULL) == MP_STATUS_AUTHENTICATION);
        mp_client_free(client);
        released_once(&host);
    }
}

/* A call with the very client that waits for the token would wait for itself. */
static void it_cannot_make_calls(void) {
    host host = {.token = TOKEN};
    mp_client *client = client_of(&host);
    mp_account account = {0};
    mp_error error = {0};
    host.calls_with = client;
    succeed(mp_account_get(client, NULL, &account, &error), &error);
    CHECK(host.called == MP_STATUS_INVALID_ARGUMENT);
    mp_account_free(&account);
    mp_client_free(client);
    released_once(&host);
}

static void a_slow_one_can_be_left_alone(void) {
    host host = {.token = TOKEN, .wait_us = 300000};
    mp_client *client = client_of(&host);
    mp_call_options call = {.timeout_ms = 50};
    mp_account account = {0};
    mp_error error = {0};
    CHECK(mp_account_get(client, &call, &account, NULL) == MP_STATUS_TIMEOUT);
    CHECK(host.released == 0);
    succeed(mp_account_get(client, NULL, &account, &error), &error);
    CHECK(host.calls == 2);
    mp_account_free(&account);
    mp_client_free(client);
    released_once(&host);
}

/* The call ends, its client is freed, and the callback still runs: its context has to outlive it. */
static void a_left_one_keeps_its_context(void) {
    host host = {.token = TOKEN, .wait_us = 300000};
    mp_client *client = client_of(&host);
    mp_call_options call = {.timeout_ms = 50};
    mp_account account = {0};
    CHECK(mp_account_get(client, &call, &account, NULL) == MP_STATUS_TIMEOUT);
    mp_client_free(client);
    CHECK(host.released == 0);
    released_once(&host);
}

static void the_context_is_released_when_there_is_no_client(void) {
    host host = {.token = TOKEN};
    mp_credential credential = callback(&host);
    mp_client_options mars = {.cloud = "mars"};
    mp_client *client = NULL;
    CHECK(mp_client_new(&mars, &credential, &client, NULL) == MP_STATUS_INVALID_ARGUMENT);
    CHECK(host.released == 1);
    CHECK(mp_client_new(NULL, &credential, NULL, NULL) == MP_STATUS_INVALID_ARGUMENT);
    CHECK(host.released == 2);
    credential.token = NULL;
    CHECK(mp_client_new(NULL, &credential, &client, NULL) == MP_STATUS_INVALID_ARGUMENT);
    CHECK(host.released == 3 && host.calls == 0);
}

static void what_is_missing_is_named(const mp_credential *credential, const char *words) {
    mp_client *client = NULL;
    mp_error error = {0};
    CHECK(mp_client_new(NULL, credential, &client, &error) == MP_STATUS_INVALID_ARGUMENT);
    CHECK_TEXT(error.message, words);
    mp_error_free(&error);
}

static void service_principals(void) {
    mp_credential secret = {
        .kind = MP_CREDENTIAL_KIND_CLIENT_SECRET,
        .tenant = TENANT,
        .client_id = getenv("AZURE_CLIENT_ID"),
        .client_secret = "wrong",
    };
    mp_client *client = NULL;
    mp_account account = {0};
    mp_error error = {0};
    succeed(mp_client_new(NULL, &secret, &client, &error), &error);
    CHECK(mp_account_get(client, NULL, &account, &error) == MP_STATUS_AUTHENTICATION);
    CHECK_TEXT(error.code, "AADSTS");
    mp_error_free(&error);
    mp_client_free(client);
    what_is_missing_is_named(&(mp_credential){.kind = 17}, "17");
    what_is_missing_is_named(&(mp_credential){.kind = MP_CREDENTIAL_KIND_CALLBACK}, "credential->token");
    what_is_missing_is_named(&(mp_credential){.kind = MP_CREDENTIAL_KIND_CLIENT_SECRET}, "credential->tenant");
    secret.client_secret = NULL;
    what_is_missing_is_named(&secret, "credential->client_secret");
    secret.kind = MP_CREDENTIAL_KIND_CLIENT_CERTIFICATE;
    what_is_missing_is_named(&secret, "credential->certificate_file");
    secret.certificate_file = "/nowhere/principal.pem";
    what_is_missing_is_named(&secret, "/nowhere/principal.pem");
}

static void the_azure_cli_is_not_asked_before_a_call(void) {
    mp_client *client = NULL;
    mp_error error = {0};
    succeed(mp_client_new(NULL, &(mp_credential){.kind = MP_CREDENTIAL_KIND_AZURE_CLI}, &client, &error), &error);
    mp_client_free(client);
}

void test_credentials(void) {
    its_token_is_used_and_kept();
    its_failure_comes_back_in_its_words();
    its_failure_says_nothing_of_the_link();
    it_cannot_make_calls();
    a_slow_one_can_be_left_alone();
    a_left_one_keeps_its_context();
    the_context_is_released_when_there_is_no_client();
    service_principals();
    the_azure_cli_is_not_asked_before_a_call();
}

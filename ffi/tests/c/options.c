/* Where a client's settings come from, and which are refused. */
#include "check.h"

static void refused(const mp_client_options *options, const char *words) {
    mp_client *client = NULL;
    mp_error error = {0};
    CHECK(mp_client_new(options, NULL, &client, &error) == MP_STATUS_INVALID_ARGUMENT);
    CHECK(client == NULL);
    CHECK_TEXT(error.message, words);
    mp_error_free(&error);
}

static void what_cannot_be_used_is_named(void) {
    refused(&(mp_client_options){.cloud = "mars"}, "mars");
    refused(&(mp_client_options){.tenant = "not a tenant"}, "not a tenant");
    refused(&(mp_client_options){.endpoint = "http://localhost"}, "http://localhost");
    refused(&(mp_client_options){.authority = ""}, "authority");
    refused(&(mp_client_options){.ca_file = "/nowhere/ca.pem"}, "/nowhere/ca.pem");
    refused(&(mp_client_options){.user_agent = "a b"}, "a b");
    refused(&(mp_client_options){.proxy = "no proxy"}, "proxy");
}

/* A strict sign-in from the environment `list`. */
static mp_status sign_in(const char *const *list, const char *ca_file, mp_error *error) {
    mp_client_options options = {.environment = list, .ca_file = ca_file, .proxy = "none", .user_agent = "ffi-test"};
    mp_credential credential = {.kind = MP_CREDENTIAL_KIND_ENVIRONMENT};
    mp_client *client = NULL;
    mp_account account = {0};
    mp_status status = mp_client_new(&options, &credential, &client, error);
    if (status == MP_STATUS_OK) {
        status = mp_account_get(client, NULL, &account, error);
    }
    mp_account_free(&account);
    mp_client_free(client);
    return status;
}

static char *variable(const char *name) {
    const char *value = getenv(name);
    size_t size = strlen(name) + strlen(value) + 2;
    char *line = malloc(size);
    snprintf(line, size, "%s=%s", name, value);
    return line;
}

static void a_given_environment_stands_for_the_process_own(void) {
    mp_error error = {0};
    char *given[] = {variable("AZURE_TENANT_ID"), variable("AZURE_CLIENT_ID"), variable("AZURE_CLIENT_SECRET"),
                     variable("AZURE_AUTHORITY_HOST"), variable("MANAGEMENTPARTNER_ENDPOINT"), NULL};
    const char *const *list = (const char *const *)given;
    succeed(sign_in(list, getenv("MANAGEMENTPARTNER_CA_FILE"), &error), &error);
    CHECK(sign_in(list + 1, NULL, &error) == MP_STATUS_AUTHENTICATION);
    CHECK_TEXT(error.message, "AZURE_TENANT_ID missing");
    mp_error_free(&error);
    const char *none[] = {NULL};
    CHECK(sign_in(none, NULL, &error) == MP_STATUS_AUTHENTICATION);
    mp_error_free(&error);
    for (size_t i = 0; given[i] != NULL; i++) {
        free(given[i]);
    }
}

static void a_domain_is_a_tenant(void) {
    mp_client_options options = {.tenant = "fabrikam.example", .max_retries = 1, .retry_delay_ms = 1};
    mp_client *client = NULL;
    mp_account account = {0};
    mp_error error = {0};
    succeed(mp_client_new(&options, NULL, &client, &error), &error);
    succeed(mp_account_get(client, NULL, &account, &error), &error);
    CHECK_TEXT(account.tenant_id, TENANT);
    mp_account_free(&account);
    mp_client_free(client);
}

void test_options(void) {
    what_cannot_be_used_is_named();
    a_given_environment_stands_for_the_process_own();
    a_domain_is_a_tenant();
}

/* Strings that are no UTF-8 are refused by name, wherever they come in, and before anything is sent. */
#include "check.h"

#define LATIN1 "caf\xe9"

#define REFUSED(name, call)                                                                                            \
    do {                                                                                                               \
        mp_error error = {0};                                                                                          \
        CHECK((call) == MP_STATUS_INVALID_ARGUMENT);                                                                   \
        CHECK_TEXT(error.message, "The argument " name " is not UTF-8: \"caf\\xe9\"");                                 \
        mp_error_free(&error);                                                                                         \
    } while (0)

static void of_calls(mp_client *client) {
    mp_partner out = {0};
    mp_linked linked = {0};
    mp_client *other = NULL;
    REFUSED("partner_id", mp_partner_create(client, LATIN1, NULL, &out, &error));
    REFUSED("partner_id", mp_partner_get(client, LATIN1, NULL, &out, &error));
    REFUSED("partner_id", mp_partner_update(client, LATIN1, NULL, &out, &error));
    REFUSED("partner_id", mp_partner_delete(client, LATIN1, NULL, &error));
    REFUSED("partner_id", mp_partner_link(client, LATIN1, NULL, NULL, &linked, &error));
    REFUSED("replace", mp_partner_link(client, CONTOSO, LATIN1, NULL, &linked, &error));
    REFUSED("tenant", mp_client_for_tenant(client, LATIN1, &other, &error));
}

static void of_options(void) {
    mp_client *client = NULL;
#define OPTION(field)                                                                                                  \
    REFUSED("options->" #field, mp_client_new(&(mp_client_options){.field = LATIN1}, NULL, &client, &error))
    OPTION(tenant);
    OPTION(cloud);
    OPTION(endpoint);
    OPTION(authority);
    OPTION(audience);
    OPTION(ca_file);
    OPTION(proxy);
    OPTION(user_agent);
    CHECK(client == NULL);
}

static void of_credentials(void) {
    mp_client *client = NULL;
    mp_credential secret = {.kind = MP_CREDENTIAL_KIND_CLIENT_SECRET, .tenant = TENANT, .client_id = "id"};
    secret.client_secret = LATIN1;
    REFUSED("credential->client_secret", mp_client_new(NULL, &secret, &client, &error));
    secret.client_id = LATIN1;
    REFUSED("credential->client_id", mp_client_new(NULL, &secret, &client, &error));
    secret.tenant = LATIN1;
    REFUSED("credential->tenant", mp_client_new(NULL, &secret, &client, &error));
    mp_credential certificate = {.kind = MP_CREDENTIAL_KIND_CLIENT_CERTIFICATE, .tenant = TENANT, .client_id = "id"};
    certificate.certificate_file = LATIN1;
    REFUSED("credential->certificate_file", mp_client_new(NULL, &certificate, &client, &error));
}

static void of_people(mp_client *client) {
    mp_error error = {0};
    mp_partner out = {0};
    CHECK(mp_partner_get(client, "\xef\xbc\x91\xef\xbc\x92", NULL, &out, &error) == MP_STATUS_INVALID_ARGUMENT);
    CHECK_TEXT(error.message, "\xef\xbc\x91\xef\xbc\x92");
    mp_error_free(&error);
}

void test_texts(void) {
    mp_client *client = unlinked_client();
    of_calls(client);
    of_options();
    of_credentials();
    of_people(client);
    mp_client_free(client);
}

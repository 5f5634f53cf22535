/* NULL in every position of every function: what may be NULL works, what may not is refused by name. */
#include "check.h"

/* Refused, by name; and without anywhere to say so. */
#define REFUSED(name, call)                                                                                            \
    do {                                                                                                               \
        mp_error error = {0}, *out_error = &error;                                                                     \
        CHECK((call) == MP_STATUS_INVALID_ARGUMENT);                                                                   \
        CHECK(error.kind == MP_STATUS_INVALID_ARGUMENT && error.status == 0);                                          \
        CHECK_TEXT(error.message, "The argument " name " is NULL");                                                    \
        mp_error_free(&error);                                                                                         \
        out_error = NULL;                                                                                              \
        CHECK((call) == MP_STATUS_INVALID_ARGUMENT);                                                                   \
    } while (0)

static void partners(mp_client *client) {
    mp_partner out = {0};
    REFUSED("client", mp_partner_create(NULL, CONTOSO, NULL, &out, out_error));
    REFUSED("partner_id", mp_partner_create(client, NULL, NULL, &out, out_error));
    REFUSED("out", mp_partner_create(client, CONTOSO, NULL, NULL, out_error));
    REFUSED("client", mp_partner_get(NULL, CONTOSO, NULL, &out, out_error));
    REFUSED("partner_id", mp_partner_get(client, NULL, NULL, &out, out_error));
    REFUSED("out", mp_partner_get(client, CONTOSO, NULL, NULL, out_error));
    REFUSED("client", mp_partner_current(NULL, NULL, &out, out_error));
    REFUSED("out", mp_partner_current(client, NULL, NULL, out_error));
    REFUSED("client", mp_partner_update(NULL, CONTOSO, NULL, &out, out_error));
    REFUSED("partner_id", mp_partner_update(client, NULL, NULL, &out, out_error));
    REFUSED("out", mp_partner_update(client, CONTOSO, NULL, NULL, out_error));
    REFUSED("client", mp_partner_delete(NULL, CONTOSO, NULL, out_error));
    REFUSED("partner_id", mp_partner_delete(client, NULL, NULL, out_error));
    CHECK(out.partner_id == NULL);
}

static void links(mp_client *client) {
    mp_linked linked = {0};
    mp_unlinked unlinked = {0};
    REFUSED("client", mp_partner_link(NULL, CONTOSO, NULL, NULL, &linked, out_error));
    REFUSED("partner_id", mp_partner_link(client, NULL, NULL, NULL, &linked, out_error));
    REFUSED("out", mp_partner_link(client, CONTOSO, NULL, NULL, NULL, out_error));
    REFUSED("client", mp_partner_unlink(NULL, NULL, &unlinked, out_error));
    REFUSED("out", mp_partner_unlink(client, NULL, NULL, out_error));
    CHECK(linked.partner.partner_id == NULL && !unlinked.removed);
}

static void the_rest(mp_client *client) {
    mp_operations operations = {0};
    mp_account account = {0};
    mp_client *other = NULL;
    REFUSED("client", mp_operation_list(NULL, NULL, &operations, out_error));
    REFUSED("out", mp_operation_list(client, NULL, NULL, out_error));
    REFUSED("client", mp_account_get(NULL, NULL, &account, out_error));
    REFUSED("out", mp_account_get(client, NULL, NULL, out_error));
    REFUSED("out", mp_client_new(NULL, NULL, NULL, out_error));
    REFUSED("client", mp_client_for_tenant(NULL, TENANT, &other, out_error));
    REFUSED("tenant", mp_client_for_tenant(client, NULL, &other, out_error));
    REFUSED("out", mp_client_for_tenant(client, TENANT, NULL, out_error));
    CHECK(other == NULL);
    CHECK(mp_token_set(NULL, "token", 0) == MP_STATUS_INVALID_ARGUMENT);
    CHECK(mp_token_fail(NULL, "message", "hint") == MP_STATUS_INVALID_ARGUMENT);
}

static void what_may_be_null(void) {
    mp_cancel_trigger(NULL);
    mp_cancel_free(NULL);
    mp_client_free(NULL);
    mp_error_free(NULL);
    mp_partner_free(NULL);
    mp_linked_free(NULL);
    mp_unlinked_free(NULL);
    mp_operations_free(NULL);
    mp_account_free(NULL);
}

static void freeing_what_is_empty(mp_client *client) {
    mp_error error = {0};
    mp_partner partner = {0};
    mp_linked linked = {0};
    mp_unlinked unlinked = {0};
    mp_operations operations = {0};
    mp_account account = {0};
    for (int twice = 0; twice < 2; twice++) {
        mp_error_free(&error);
        mp_partner_free(&partner);
        mp_linked_free(&linked);
        mp_unlinked_free(&unlinked);
        mp_operations_free(&operations);
        mp_account_free(&account);
    }
    CHECK(mp_partner_get(client, "", NULL, &partner, &error) == MP_STATUS_INVALID_ARGUMENT);
    mp_error_free(&error);
    mp_error_free(&error);
}

void test_arguments(void) {
    mp_client *client = unlinked_client();
    partners(client);
    links(client);
    the_rest(client);
    what_may_be_null();
    freeing_what_is_empty(client);
    mp_client_free(client);
}

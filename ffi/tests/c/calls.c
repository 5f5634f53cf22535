/* Every call, in the life of one link. */
#include "check.h"

static void is_linked(const mp_partner *partner, const char *id) {
    CHECK(strcmp(partner->partner_id, id) == 0);
    CHECK(strcmp(partner->name, id) == 0);
    CHECK(strcmp(partner->state, "Active") == 0);
    CHECK_TEXT(partner->tenant_id, TENANT);
    CHECK(strlen(partner->object_id) == 36);
    CHECK_TEXT(partner->id, "/partners/");
    CHECK_TEXT(partner->type, "Microsoft.ManagementPartner/partners");
    CHECK_TEXT(partner->created_time, "T");
    CHECK(partner->updated_time[strlen(partner->updated_time) - 1] == 'Z');
    CHECK(partner->has_version && partner->has_etag && partner->version > 0 && partner->etag == partner->version);
}

static void the_verbs_of_the_service(mp_client *client) {
    mp_error error = {0};
    mp_partner created = {0}, shown = {0}, current = {0}, updated = {0};
    succeed(mp_partner_create(client, CONTOSO, NULL, &created, &error), &error);
    is_linked(&created, CONTOSO);
    CHECK_TEXT(created.partner_name, "Contoso");
    succeed(mp_partner_get(client, CONTOSO, NULL, &shown, &error), &error);
    is_linked(&shown, CONTOSO);
    succeed(mp_partner_current(client, NULL, &current, &error), &error);
    CHECK(strcmp(current.created_time, created.created_time) == 0);
    succeed(mp_partner_update(client, FOURTH_COFFEE, NULL, &updated, &error), &error);
    is_linked(&updated, FOURTH_COFFEE);
    CHECK(updated.version == created.version + 1);
    succeed(mp_partner_delete(client, FOURTH_COFFEE, NULL, &error), &error);
    mp_partner_free(&created);
    mp_partner_free(&shown);
    mp_partner_free(&current);
    mp_partner_free(&updated);
    CHECK(updated.partner_id == NULL && updated.version == 0 && !updated.has_version);
    CHECK(mp_partner_current(client, NULL, &current, NULL) == MP_STATUS_NOT_LINKED);
}

static void link_and_unlink(mp_client *client) {
    mp_error error = {0};
    mp_linked linked = {0};
    mp_unlinked unlinked = {0};
    succeed(mp_partner_link(client, CONTOSO, NULL, NULL, &linked, &error), &error);
    CHECK(linked.change == MP_CHANGE_CREATED && linked.previous == NULL);
    mp_linked_free(&linked);
    succeed(mp_partner_link(client, CONTOSO, NULL, NULL, &linked, &error), &error);
    CHECK(linked.change == MP_CHANGE_UNCHANGED && linked.previous == NULL);
    mp_linked_free(&linked);
    CHECK(mp_partner_link(client, FOURTH_COFFEE, NULL, NULL, &linked, &error) == MP_STATUS_ALREADY_LINKED);
    CHECK_TEXT(error.hint, CONTOSO);
    mp_error_free(&error);
    succeed(mp_partner_link(client, FOURTH_COFFEE, CONTOSO, NULL, &linked, &error), &error);
    CHECK(linked.change == MP_CHANGE_UPDATED && strcmp(linked.previous, CONTOSO) == 0);
    is_linked(&linked.partner, FOURTH_COFFEE);
    mp_linked_free(&linked);
    succeed(mp_partner_unlink(client, NULL, &unlinked, &error), &error);
    CHECK(unlinked.removed && strcmp(unlinked.partner.partner_id, FOURTH_COFFEE) == 0);
    mp_unlinked_free(&unlinked);
    succeed(mp_partner_unlink(client, NULL, &unlinked, &error), &error);
    CHECK(!unlinked.removed && unlinked.partner.partner_id == NULL);
    mp_unlinked_free(&unlinked);
}

static void the_operations(mp_client *client) {
    mp_error error = {0};
    mp_operations operations = {0};
    succeed(mp_operation_list(client, NULL, &operations, &error), &error);
    CHECK(operations.count > 0);
    for (size_t i = 0; i < operations.count; i++) {
        CHECK_TEXT(operations.items[i].name, "Microsoft.ManagementPartner/");
        CHECK(operations.items[i].provider != NULL && operations.items[i].operation != NULL);
    }
    mp_operations_free(&operations);
    CHECK(operations.items == NULL && operations.count == 0);
}

static void the_account(mp_client *client) {
    mp_error error = {0};
    mp_account account = {0};
    succeed(mp_account_get(client, NULL, &account, &error), &error);
    CHECK_TEXT(account.endpoint, getenv("MANAGEMENTPARTNER_ENDPOINT"));
    CHECK_TEXT(account.tenant_id, TENANT);
    CHECK_TEXT(account.source, "client secret");
    CHECK(strlen(account.object_id) == 36 && account.name != NULL);
    mp_account_free(&account);
    CHECK(account.tenant_id == NULL);
}

static void another_tenant(mp_client *client) {
    mp_client *other = NULL;
    mp_error error = {0};
    mp_account account = {0};
    succeed(mp_client_for_tenant(client, TENANT, &other, &error), &error);
    mp_client_free(client);
    succeed(mp_account_get(other, NULL, &account, &error), &error);
    CHECK_TEXT(account.tenant_id, TENANT);
    mp_account_free(&account);
    mp_client_free(other);
}

void test_calls(void) {
    mp_client *client = unlinked_client();
    CHECK(mp_abi_version() == MP_ABI_VERSION);
    CHECK(strlen(mp_version()) >= 5);
    the_verbs_of_the_service(client);
    link_and_unlink(client);
    the_operations(client);
    the_account(client);
    another_tenant(client);
}

/* Links the signed-in account to a partner ID, and says what is in force then.
 *
 *     cc link.c $(pkg-config --cflags --libs managementpartner) -o link
 *     ./link 1234567 [the partner ID that may be replaced]
 *
 * Signs in as the environment says (AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET), or else through the Azure
 * CLI. */
#include <managementpartner.h>

#include <stdio.h>

static int failed(mp_error *error) {
    fprintf(stderr, "error: %s\n", error->message);
    if (error->hint != NULL) {
        fprintf(stderr, "%s\n", error->hint);
    }
    if (error->request_id != NULL) {
        fprintf(stderr, "request ID: %s\n", error->request_id);
    }
    int code = error->kind;
    mp_error_free(error);
    return code;
}

static int link_account(mp_client *client, const char *partner_id, const char *replace) {
    mp_error error = {0};
    mp_linked linked = {0};
    if (mp_partner_link(client, partner_id, replace, NULL, &linked, &error) != MP_STATUS_OK) {
        return failed(&error);
    }
    const char *name = linked.partner.partner_name != NULL ? linked.partner.partner_name : "no name";
    const char *done = linked.change == MP_CHANGE_UNCHANGED ? "was already" : "is now";
    printf("The account %s linked to %s (%s)\n", done, linked.partner.partner_id, name);
    mp_linked_free(&linked);
    return 0;
}

int main(int count, char **arguments) {
    if (count < 2) {
        fprintf(stderr, "usage: %s PARTNER_ID [REPLACE]\n", arguments[0]);
        return 2;
    }
    mp_client *client = NULL;
    mp_error error = {0};
    if (mp_client_new(NULL, NULL, &client, &error) != MP_STATUS_OK) {
        return failed(&error);
    }
    int code = link_account(client, arguments[1], count > 2 ? arguments[2] : NULL);
    mp_client_free(client);
    return code;
}

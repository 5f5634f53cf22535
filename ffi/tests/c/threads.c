/* Eight threads use one client at once, the first of them for its sign-in too. */
#include "check.h"

#include <pthread.h>

enum { THREADS = 8, CALLS = 5 };

static void *work(void *shared) {
    mp_client *client = shared;
    for (int i = 0; i < CALLS; i++) {
        mp_partner partner = {0};
        mp_operations operations = {0};
        mp_error error = {0};
        succeed(mp_partner_current(client, NULL, &partner, &error), &error);
        CHECK(strcmp(partner.partner_id, CONTOSO) == 0);
        mp_partner_free(&partner);
        CHECK(mp_partner_get(client, "", NULL, &partner, &error) == MP_STATUS_INVALID_ARGUMENT);
        mp_error_free(&error);
        succeed(mp_operation_list(client, NULL, &operations, &error), &error);
        mp_operations_free(&operations);
    }
    return NULL;
}

void test_threads(void) {
    mp_client *client = unlinked_client(), *shared = NULL;
    mp_linked linked = {0};
    mp_error error = {0};
    pthread_t threads[THREADS];
    succeed(mp_partner_link(client, CONTOSO, NULL, NULL, &linked, &error), &error);
    mp_linked_free(&linked);
    mp_client_free(client);
    succeed(mp_client_new(NULL, NULL, &shared, &error), &error);
    for (int i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&threads[i], NULL, work, shared) == 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    mp_client_free(shared);
}

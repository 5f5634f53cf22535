/* A call that waits can be ended from another thread, or by its time limit. */
#include "check.h"

#include <pthread.h>
#include <unistd.h>

static void *trigger(void *cancel) {
    usleep(100000);
    mp_cancel_trigger(cancel);
    return NULL;
}

static void *trigger_soon(void *cancel) {
    usleep(1000);
    mp_cancel_trigger(cancel);
    return NULL;
}

static void while_it_waits(mp_client *client) {
    mp_cancel *cancel = mp_cancel_new();
    mp_call_options call = {.cancel = cancel};
    mp_partner out = {0};
    mp_error error = {0};
    pthread_t other;
    CHECK(pthread_create(&other, NULL, trigger, cancel) == 0);
    CHECK(mp_partner_get(client, NEVER_ANSWERED, &call, &out, &error) == MP_STATUS_CANCELLED);
    CHECK_TEXT(error.message, "cancelled");
    mp_error_free(&error);
    pthread_join(other, NULL);
    CHECK(mp_partner_current(client, &call, &out, NULL) == MP_STATUS_CANCELLED);
    mp_cancel_trigger(cancel);
    mp_cancel_free(cancel);
}

/* Whoever waits may free the cancellation as soon as it is woken, while the other thread is still triggering it. */
static void it_is_freed_by_who_it_wakes(mp_client *client) {
    for (int i = 0; i < 50; i++) {
        mp_cancel *cancel = mp_cancel_new();
        mp_call_options call = {.cancel = cancel};
        mp_partner out = {0};
        pthread_t other;
        CHECK(pthread_create(&other, NULL, trigger_soon, cancel) == 0);
        CHECK(mp_partner_get(client, NEVER_ANSWERED, &call, &out, NULL) == MP_STATUS_CANCELLED);
        mp_cancel_free(cancel);
        pthread_join(other, NULL);
    }
}

static void a_write_that_went_out_is_of_unknown_outcome(mp_client *client) {
    mp_cancel *cancel = mp_cancel_new();
    mp_call_options call = {.cancel = cancel};
    mp_partner out = {0};
    mp_error error = {0};
    pthread_t other;
    CHECK(pthread_create(&other, NULL, trigger, cancel) == 0);
    CHECK(mp_partner_create(client, NEVER_ANSWERED, &call, &out, &error) == MP_STATUS_OUTCOME_UNKNOWN);
    CHECK_TEXT(error.hint, "Read the account's link");
    mp_error_free(&error);
    pthread_join(other, NULL);
    mp_cancel_free(cancel);
}

static void its_time_is_up(mp_client *client) {
    mp_call_options call = {.timeout_ms = 50};
    mp_partner out = {0};
    mp_error error = {0};
    CHECK(mp_partner_get(client, NEVER_ANSWERED, &call, &out, &error) == MP_STATUS_TIMEOUT);
    CHECK_TEXT(error.message, "0.05 s");
    mp_error_free(&error);
}

void test_cancel(void) {
    mp_client *client = unlinked_client();
    while_it_waits(client);
    it_is_freed_by_who_it_wakes(client);
    a_write_that_went_out_is_of_unknown_outcome(client);
    its_time_is_up(client);
    mp_client_free(client);
}

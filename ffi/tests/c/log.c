/* A call's log: on the calling thread, at the level asked for, without secrets; and no call from inside it. */
#include "check.h"

#include <pthread.h>

typedef struct {
    pthread_t thread;
    int lines;
    int requests;
    mp_log_level highest;
    mp_client *client;
    mp_status nested;
} notes;

static void note(void *context, mp_log_level level, const char *target, const char *message) {
    notes *self = context;
    CHECK(pthread_equal(self->thread, pthread_self()));
    CHECK(strlen(target) > 0 && strlen(message) > 0);
    CHECK(strstr(message, getenv("AZURE_CLIENT_SECRET")) == NULL && strstr(message, "eyJ") == NULL);
    self->lines++;
    self->requests += strstr(message, "Request: url:") != NULL;
    self->highest = level > self->highest ? level : self->highest;
    if (self->client != NULL) {
        mp_partner out = {0};
        self->nested = mp_partner_current(self->client, NULL, &out, NULL);
    }
}

static notes noted(mp_client *client, mp_log_level level, mp_client *nested) {
    notes notes = {.thread = pthread_self(), .client = nested};
    mp_call_options call = {.log = note, .log_context = &notes, .log_level = level};
    mp_unlinked unlinked = {0};
    mp_error error = {0};
    succeed(mp_partner_unlink(client, &call, &unlinked, &error), &error);
    mp_unlinked_free(&unlinked);
    return notes;
}

void test_log(void) {
    mp_client *client = NULL;
    mp_error error = {0};
    succeed(mp_client_new(NULL, NULL, &client, &error), &error);
    notes debug = noted(client, MP_LOG_LEVEL_DEBUG, NULL);
    CHECK(debug.requests >= 2 && debug.highest == MP_LOG_LEVEL_DEBUG);
    CHECK(noted(client, MP_LOG_LEVEL_INFO, NULL).lines == 0);
    CHECK(noted(client, MP_LOG_LEVEL_OFF, NULL).lines == 0);
    CHECK(noted(client, MP_LOG_LEVEL_DEBUG, client).nested == MP_STATUS_INVALID_ARGUMENT);
    mp_client_free(client);
}

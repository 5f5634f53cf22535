#include "check.h"

void check(int holds, const char *condition, const char *file, int line) {
    if (!holds) {
        fprintf(stderr, "%s:%d: not so: %s\n", file, line, condition);
        exit(1);
    }
}

void check_text(const char *text, const char *expected, const char *what, const char *file, int line) {
    if (text == NULL || strstr(text, expected) == NULL) {
        const char *shown = text ? text : "NULL";
        fprintf(stderr, "%s:%d: %s is \"%s\" and does not have \"%s\"\n", file, line, what, shown, expected);
        exit(1);
    }
}

void succeed(mp_status status, mp_error *error) {
    if (status != MP_STATUS_OK) {
        const char *cause = error->cause ? error->cause : "no cause";
        fprintf(stderr, "%s: %s (%s)\n", mp_status_name(status), error->message, cause);
        exit(1);
    }
}

mp_client *unlinked_client(void) {
    mp_client *client = NULL;
    mp_error error = {0};
    mp_unlinked unlinked = {0};
    succeed(mp_client_new(NULL, NULL, &client, &error), &error);
    succeed(mp_partner_unlink(client, NULL, &unlinked, &error), &error);
    mp_unlinked_free(&unlinked);
    return client;
}

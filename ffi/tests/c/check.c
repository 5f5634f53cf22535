#include "check.h"

void check(int holds, const char *condition, const char *file, int line) {
    if (!holds) {
        fprintf(stderr, "%s:%d: not so: %s\n", file, line, condition);
        exit(1);
    }
}

void check_text(const char *text, const char *expected, const char *what, const char *file, int line) {
    if (text == NULL || strstr(text, expected) == NULL) {
        fprintf(stderr, "%s:%d: %s is \"%s\" and does not have \"%s\"\n", file, line, what, text ? text : "NULL", expected);
        exit(1);
    }
}

void succeed(mp_status status, mp_error *error) {
    if (status != MP_STATUS_OK) {
        fprintf(stderr, "%s: %s (%s)\n", mp_status_name(status), error->message, error->cause ? error->cause : "no cause");
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

/* What the tests share: a check that ends the program, and a client of the emulator. */
#ifndef CHECK_H
#define CHECK_H

#include "managementpartner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition) check((condition) ? 1 : 0, #condition, __FILE__, __LINE__)
#define CHECK_TEXT(text, expected) check_text((text), (expected), #text, __FILE__, __LINE__)

/* What the process that runs the tests put into the environment. */
#define TENANT getenv("AZURE_TENANT_ID")
#define TOKEN getenv("TEST_TOKEN")

/* Partner IDs: two that the emulator knows, and what its scenario does with others. */
#define CONTOSO "12345"
#define FOURTH_COFFEE "123456"
#define NEVER_ANSWERED "never-answered"
#define THROTTLED "throttled"

void check(int holds, const char *condition, const char *file, int line);
void check_text(const char *text, const char *expected, const char *what, const char *file, int line);

/* Ends the program with the error's words, unless the status is MP_STATUS_OK. */
void succeed(mp_status status, mp_error *error);

/* A client that the environment configures, and an account that is not linked. */
mp_client *unlinked_client(void);

#endif

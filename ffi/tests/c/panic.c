/* A panic stays inside, is told, and leaves the library in working order. */
#define MP_TEST_PANIC
#include "check.h"

void test_panic(void) {
    mp_error error = {0};
    CHECK(mp_test_panic(&error) == MP_STATUS_PANIC);
    CHECK(error.kind == MP_STATUS_PANIC);
    CHECK_TEXT(error.message, "a panic for the test");
    mp_error_free(&error);
    CHECK(mp_test_panic(NULL) == MP_STATUS_PANIC);
    mp_client_free(unlinked_client());
}

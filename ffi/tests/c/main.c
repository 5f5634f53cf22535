/* Runs the test that the argument names, or all of them. */
#include "check.h"

void test_arguments(void);
void test_calls(void);
void test_cancel(void);
void test_credentials(void);
void test_errors(void);
void test_fork(void);
void test_log(void);
void test_options(void);
void test_panic(void);
void test_texts(void);
void test_threads(void);

static const struct {
    const char *name;
    void (*run)(void);
} TESTS[] = {
    {"arguments", test_arguments}, {"calls", test_calls}, {"cancel", test_cancel},
    {"credentials", test_credentials}, {"errors", test_errors}, {"log", test_log},
    {"options", test_options}, {"panic", test_panic}, {"texts", test_texts},
    {"threads", test_threads}, {"fork", test_fork},
};

int main(int count, char **arguments) {
    size_t ran = 0;
    for (size_t i = 0; i < sizeof TESTS / sizeof *TESTS; i++) {
        if (count < 2 || strcmp(arguments[1], TESTS[i].name) == 0) {
            TESTS[i].run();
            printf("%s\n", TESTS[i].name);
            fflush(stdout);
            ran++;
        }
    }
    return ran > 0 ? 0 : 2;
}

/* A child has none of its parent's threads: its calls work all the same, with a client of its own. */
#include "check.h"

#include <sys/wait.h>
#include <unistd.h>

void test_fork(void) {
    mp_client_free(unlinked_client());
    int told[2];
    char answer = 'n';
    CHECK(pipe(told) == 0);
    pid_t child = fork();
    if (child == 0) {
        mp_client_free(unlinked_client());
        _exit(write(told[1], "y", 1) == 1 ? 0 : 1);
    }
    CHECK(child > 0);
    close(told[1]);
    CHECK(read(told[0], &answer, 1) == 1 && answer == 'y');
    close(told[0]);
    waitpid(child, NULL, 0);
}

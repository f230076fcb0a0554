/* SPDX-License-Identifier: GPL-3.0-or-later */
/* readline's callback interface in a loop of our own: signals are looked at between keys, so that
 * none of them does anything while memory or a file is in the middle of a change. */
#include "terminal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "list.h"

#define MOST_HISTORY 1000

/* readline has no handle: there is one terminal, and this is its state. */
static struct {
    edit_session *session;
    const char *history;
    sigset_t wait; /* signals that may come in while it waits for a key */
    char *line;
    bool done, end, command, lost;
} terminal;

static volatile sig_atomic_t interrupted, resized, hung_up, stopped;

static void note_signal(int number)
{
    if (number == SIGINT)
        interrupted = 1;
    else if (number == SIGWINCH)
        resized = 1;
    else if (number == SIGTSTP)
        stopped = 1;
    else
        hung_up = number;
}

/* ---- keys --------------------------------------------------------------------------------------
 */

/* A read takes what there is, and does not wait: Ctrl-C makes the terminal drop what was typed
 * before it, also the key that poll has just told of, and the signal is blocked. */
static void prepare(int meta)
{
    struct termios state;
    rl_prep_terminal(meta);
    if (tcgetattr(STDIN_FILENO, &state) == 0) {
        state.c_cc[VMIN] = 0;
        tcsetattr(STDIN_FILENO, TCSADRAIN, &state);
    }
}

static void stop(void)
{
    sigset_t only, before;
    rl_deprep_terminal();
    signal(SIGTSTP, SIG_DFL);
    sigemptyset(&only);
    sigaddset(&only, SIGTSTP);
    raise(SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &only, &before); /* stops here until it is continued */
    sigprocmask(SIG_SETMASK, &before, NULL);
    signal(SIGTSTP, note_signal);
    prepare(1);
    rl_forced_update_display();
}

/* What signals asked for. False: the line is not to be gone on with. */
static bool heed_signals(void)
{
    sigset_t blocked;
    /* Those that wait come before keys: what is typed behind Ctrl-C is for the next line. */
    sigprocmask(SIG_SETMASK, &terminal.wait, &blocked);
    sigprocmask(SIG_SETMASK, &blocked, NULL);
    if (hung_up)
        terminal.lost = true;
    if (resized) {
        resized = 0;
        rl_resize_terminal();
    }
    if (stopped) {
        stopped = 0;
        stop();
    }
    return !interrupted && !terminal.lost;
}

/* True: there is a key. False: a signal came. */
static bool wait_for_key(void)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    int ready = ppoll(&input, 1, NULL, &terminal.wait);
    if (ready < 0 ? errno != EINTR : input.revents & (POLLHUP | POLLERR | POLLNVAL))
        terminal.lost = true;
    return ready > 0 && !terminal.lost;
}

/* For readline, which has been told that there is one. EOF: the line is not to be gone on with. */
static int take_key(FILE *input)
{
    unsigned char key;
    while (heed_signals()) {
        ssize_t taken = read(fileno(input), &key, 1);
        if (taken == 1)
            return key;
        if (taken < 0 && errno != EINTR && errno != EAGAIN)
            terminal.lost = true;
        else
            wait_for_key();
    }
    return EOF;
}

/* ---- a session ---------------------------------------------------------------------------------
 */

static void take_line(char *line)
{
    terminal.line = line;
    terminal.done = true;
    terminal.end = !line;
    rl_callback_handler_remove();
}

static int complete_key(int count, int key)
{
    (void)count;
    (void)key;
    list_complete(terminal.session, terminal.command);
    return 0;
}

/* The signals are blocked but where keys are waited for. */
static void catch_signals(void)
{
    static const int numbers[] = {SIGINT, SIGWINCH, SIGHUP, SIGTERM, SIGTSTP};
    struct sigaction action = {.sa_handler = note_signal};
    sigset_t blocked;
    sigemptyset(&blocked);
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        sigaction(numbers[i], &action, NULL);
        sigaddset(&blocked, numbers[i]);
    }
    sigprocmask(SIG_BLOCK, &blocked, &terminal.wait);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigdelset(&terminal.wait, numbers[i]);
}

void terminal_start(edit_session *session, const char *history)
{
    terminal.session = session;
    terminal.history = history;
    catch_signals();
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_change_environment = 0;
    rl_readline_name = "acprof";
    rl_prep_term_function = prepare;
    rl_getc_function = take_key;
    using_history();
    stifle_history(MOST_HISTORY);
    if (history && read_history(history) != 0 && errno != ENOENT)
        cmd_message("%s cannot be read: %s", history, strerror(errno));
    rl_initialize();
    rl_bind_key('\t', complete_key);
    rl_variable_bind("enable-bracketed-paste", "on");
}

void terminal_end(void)
{
    if (terminal.history && write_history(terminal.history) != 0)
        cmd_message("%s cannot be written: %s", terminal.history, strerror(errno));
    clear_history();
}

bool terminal_is_lost(void)
{
    return terminal.lost;
}

bool terminal_is_interrupted(void)
{
    sigset_t pending;
    return sigpending(&pending) == 0 && sigismember(&pending, SIGINT) == 1;
}

void terminal_heed_end(void)
{
    sigset_t only;
    if (!hung_up)
        return;
    signal(hung_up, SIG_DFL);
    sigemptyset(&only);
    sigaddset(&only, hung_up);
    raise(hung_up);
    sigprocmask(SIG_UNBLOCK, &only, NULL);
}

/* ---- a line ------------------------------------------------------------------------------------
 */

static terminal_event leave(terminal_event event)
{
    if (event == TERMINAL_INTERRUPTED)
        fputs("^C\n", stdout);
    fflush(stdout);
    rl_free_line_state();
    rl_callback_sigcleanup();
    rl_callback_handler_remove();
    interrupted = 0;
    return event;
}

terminal_event terminal_read(const char *prompt, const char *initial, bool command, char **line)
{
    *line = NULL;
    if (terminal.lost)
        return TERMINAL_LOST;
    fflush(stdout);
    terminal.line = NULL;
    terminal.done = terminal.end = false;
    terminal.command = command;
    interrupted = 0;
    rl_callback_handler_install(prompt, take_line);
    if (initial && *initial) {
        rl_insert_text(initial);
        rl_redisplay();
    }
    while (!terminal.done && heed_signals())
        if (wait_for_key() && heed_signals())
            rl_callback_read_char();
    if (terminal.lost || interrupted) {
        free(terminal.line);
        return leave(terminal.lost ? TERMINAL_LOST : TERMINAL_INTERRUPTED);
    }
    if (terminal.end) {
        putchar('\n');
        return TERMINAL_END;
    }
    if (command && *terminal.line)
        add_history(terminal.line);
    *line = terminal.line;
    return TERMINAL_LINE;
}

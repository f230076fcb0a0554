/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* libxml2 sets itself up when it is first used, which two threads must not do at once. Loading this
 * library is the one moment that comes before all threads. */
#include <libxml/parser.h>

__attribute__((constructor)) static void start(void)
{
    xmlInitParser();
}

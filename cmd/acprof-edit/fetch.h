/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef EDIT_FETCH_H
#define EDIT_FETCH_H

#include "cmd/acprof/cmd.h"

/* The certificates that HOST:PORT shows, as PEM: malloc'ed. CMD_OK, or CMD_IO (said). */
int fetch_certificates(const char *server, char **bytes, size_t *size);

#endif

/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is asked of the runtime, and how the same is answered without it. */
#ifndef ACP_BENCH_H
#define ACP_BENCH_H

#include <libxml/tree.h>

#include "libtunnel/tunnel.h"

/* Questions differ, so that none is answered from a warm cache alone. */
enum { BENCH_QUESTIONS = 64 };

typedef struct {
    const tunnel_policy *policy;
    const tunnel_session *session;
} bench_open;

/* Makes the facts of question `which`. */
typedef void bench_prepare(size_t which);
/* Answers question `which`: 1: yes, or trusted, or through the tunnel, ...; 0: no. */
typedef unsigned bench_ask(const bench_open *open, size_t which);
/* The same from the document as libxml2 read it just now. */
typedef unsigned bench_walk(const xmlDoc *document, size_t which);

typedef struct {
    const char *name;
    bench_prepare *prepare;
    bench_ask *ask;
    bench_walk *walk;     /* NULL: no document answers it */
    const char *document; /* that it reads */
} bench_row;

extern const bench_row bench_rows[]; /* name NULL behind the last */

/* Prepares a session of 2,500 split networks. Exits if it cannot. */
const tunnel_session *bench_session(void);

/* The texts of question `which`, which both sides ask about. */
typedef char bench_text[64];
void bench_name(bench_text text, size_t which);   /* of a destination */
void bench_suffix(bench_text text, size_t which); /* of a network */
void bench_host(bench_text text, size_t which);   /* of a host entry, of its backup, of none */

/* The source port of a flow; every other one is that of a rule. All else of flows is alike. */
int bench_port(size_t which);
#define BENCH_PROCESS "browser.exe"
#define BENCH_ADDRESS "203.0.113.9"
#define BENCH_HTTPS   443

bench_walk bench_walk_allowed_host, bench_walk_tnd, bench_walk_flow;

#endif

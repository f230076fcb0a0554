/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Names and addresses as facts write them, compared as the client compares them. */
#ifndef TUNNEL_ADDRESS_H
#define TUNNEL_ADDRESS_H

#include "libtunnel/tunnel.h"

/* Room for a host in canonical form: the longest DNS name. */
enum { TUNNEL_HOST_SIZE = 256 };

/* An address: host, host:port, [v6]:port, https://host:port/path. */
typedef struct {
    char host[TUNNEL_HOST_SIZE]; /* lower case, no brackets, zone and final dot; IPv6 as
                                    inet_ntop writes it; "" if it is none or too long */
    uint32_t port;               /* 443 without one */
    bool has_port;
    uint8_t family;        /* 4, 6; 0: a name */
    tunnel_text_t path;    /* without the slash before it; empty: none */
    tunnel_text_t written; /* the host without scheme, brackets, port and path */
    uint8_t bytes[16];     /* of a literal address; IPv4 in the first four */
} tunnel_host;

/* False: the text is not of that form (host is ""). */
bool tunnel_host_parse(tunnel_text_t text, tunnel_host *out);

/* The same; of schemes only https. */
bool tunnel_https_parse(tunnel_text_t text, tunnel_host *out);

/* Equal without case and without a final dot. */
bool tunnel_same_name(tunnel_text_t a, tunnel_text_t b);
bool tunnel_text_is(tunnel_text_t text, const char *other); /* exactly */
/* Order of the bytes. */
int tunnel_text_compare(tunnel_text_t a, tunnel_text_t b);
tunnel_text_t tunnel_text_of(const char *text);
/* Without blanks, tabs and line ends around it. */
tunnel_text_t tunnel_text_trim(tunnel_text_t text);
/* Order of a stored lower-case name and a text in any case. */
int tunnel_compare_stored(const char *stored, tunnel_text_t text);
/* Without one final dot. */
tunnel_text_t tunnel_without_dot(tunnel_text_t name);
/* Name is domain, or below it by whole labels; without case and final dots. */
bool tunnel_is_below(tunnel_text_t name, tunnel_text_t domain);
/* A host as tunnel_host has it fits one that may have *, each for one or more characters of one
 * label. */
bool tunnel_host_fits(const char *host, const char *pattern);
/* 169.254.0.0/16 or fe80::/10. */
bool tunnel_is_link_local(uint8_t family, const uint8_t bytes[16]);
/* A literal address, zone dropped; returns its family, 0: it is none. */
uint8_t tunnel_ip_parse(tunnel_text_t text, uint8_t bytes[16]);

#endif
